package org.partnergateway.tests.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.partnergateway.tests.faults.Fault;
import org.partnergateway.tests.faults.FaultPlan;
import org.partnergateway.tests.faults.FaultProxy;
import org.partnergateway.tests.history.Entry;
import org.partnergateway.tests.history.HistoryWriter;
import org.partnergateway.tests.sandbox.SimulatedPartners;
import org.partnergateway.tests.simulators.AmazonOrderBook;
import org.partnergateway.tests.simulators.AmazonRates;
import org.partnergateway.tests.simulators.WebhookSender;

/** The simulated partners, each behind a fault proxy of its own. */
final class Partners implements AutoCloseable {
  /** Of answers, on a connection of a partner in trouble: some ten to a hundred of them. */
  private static final int FEWEST_BYTES = 10_000;

  private static final int MOST_BYTES = 100_000;

  private static final Duration SCAN_EVERY = Duration.ofSeconds(2);

  /** A large account; that the published rate is kept is not what is looked at here. */
  private static final AmazonRates RATES = AmazonRates.withSearches(5, 50);

  private final SimulatedPartners simulated;
  private final Map<String, FaultProxy> proxies = new LinkedHashMap<>();

  private Partners(SimulatedPartners simulated) {
    this.simulated = simulated;
    for (String partner : List.of("amazon", "stripe", "ups")) {
      proxies.put(partner, FaultProxy.start(simulated.server().port()));
    }
  }

  static Partners start(WebhookSender webhooks, HistoryWriter history) {
    return new Partners(
        SimulatedPartners.start(
            0,
            SCAN_EVERY,
            webhooks,
            (partner, effect, reference, resource, amount) ->
                history.add(
                    new Entry.Effect(
                        partner, effect, reference, resource.isEmpty() ? null : resource, amount)),
            RATES,
            null));
  }

  AmazonOrderBook orders() {
    return simulated.orders();
  }

  /** The settings that lead a gateway through the proxies. */
  Map<String, String> gatewayProperties() {
    Map<String, String> properties = new HashMap<>(simulated.gatewayProperties());
    String authority = "127.0.0.1:" + simulated.server().port();
    // Partners without stories here are not in use.
    properties.keySet().removeIf(name -> !proxies.containsKey(name.split("\\.")[2]));
    properties.replaceAll(
        (name, value) -> {
          String partner = name.split("\\.")[2];
          return value.replace(authority, "127.0.0.1:" + proxies.get(partner).port());
        });
    return properties;
  }

  /** The names of the partners. */
  List<String> all() {
    return List.copyOf(proxies.keySet());
  }

  /**
   * From now on a share of the partner's new connections is broken from the beginning, and none
   * lives long.
   */
  void trouble(String partner, long seed, double share) {
    List<Function<Random, Fault>> faults = new ArrayList<>(FaultPlan.ofPartners());
    if (partner.equals("stripe")) {
      // The others take no key, so that a request that is doubled on the way is two requests: no
      // gateway can help that.
      faults.add(random -> new Fault.Duplicate());
    }
    FaultPlan plan = FaultPlan.seeded(seed, share, faults);
    proxies.get(partner).plan(connection -> shortLived(plan.of(connection), seed + connection));
    // What stands from before knows no trouble.
    proxies.get(partner).resetAll();
  }

  /** Connections that nothing is wrong with would be kept and used for everything. */
  private static Fault shortLived(Fault fault, long seed) {
    return fault instanceof Fault.None
        ? new Fault.Cut(Fault.Way.ANSWER, new Random(seed).nextInt(FEWEST_BYTES, MOST_BYTES))
        : fault;
  }

  void calm() {
    proxies.values().forEach(FaultProxy::calm);
  }

  /** How many connections met each fault. */
  Map<String, Integer> faults() {
    Map<String, Integer> all = new HashMap<>();
    proxies
        .values()
        .forEach(
            proxy ->
                proxy.faults().forEach((fault, count) -> all.merge(fault, count, Integer::sum)));
    return all;
  }

  @Override
  public void close() {
    proxies.values().forEach(FaultProxy::close);
    simulated.close();
  }
}
