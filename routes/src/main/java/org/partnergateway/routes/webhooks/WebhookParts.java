package org.partnergateway.routes.webhooks;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.partnergateway.adapters.time.Time;
import org.partnergateway.adapters.transport.EgressRule;
import org.partnergateway.adapters.transport.HostResolver;
import org.partnergateway.adapters.transport.HttpTransport;
import org.partnergateway.adapters.transport.Network;
import org.partnergateway.adapters.transport.PublicAddresses;
import org.partnergateway.adapters.transport.Transport;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.webhooks.WebhookDeliveries;
import org.partnergateway.routes.store.webhooks.WebhookEndpoints;
import org.partnergateway.routes.store.webhooks.WebhookFanOut;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts together what delivers events by HTTP. */
public final class WebhookParts {
  private static final String ALLOWED = "gateway.webhooks.allow-private-addresses[%d]";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private WebhookParts() {}

  /**
   * Where deliveries may go.
   *
   * @param allowed networks besides all that is public
   * @throws DefinitionException when one is no network
   */
  public static EgressRule egress(List<String> allowed, HostResolver resolver) {
    Problems problems = new Problems();
    List<Network> networks = new ArrayList<>();
    for (int i = 0; i < allowed.size(); i++) {
      try {
        networks.add(Network.parse(allowed.get(i).strip()));
      } catch (IllegalArgumentException e) {
        problems.add(Problem.ofFile(ALLOWED.formatted(i), String.valueOf(e.getMessage())));
      }
    }
    problems.throwIfAny();
    return new PublicAddresses(networks, resolver);
  }

  /** What carries deliveries; it has connections of its own. */
  public static Transport transport(Vertx vertx, EgressRule egress, WebhookLimits limits) {
    return HttpTransport.withoutBodies(vertx, egress, CONNECT_TIMEOUT, limits.maxConcurrent());
  }

  /** What callers register and change. */
  public static EndpointService service(
      WebhookEndpoints endpoints,
      WebhookFanOut fanOut,
      SecretBox box,
      EgressRule egress,
      TransactionTemplate transactions,
      Ids ids,
      InstantSource clock) {
    EndpointSecrets secrets = new EndpointSecrets(box);
    EndpointInput input = new EndpointInput(new WebhookUrls(egress), secrets);
    return new EndpointService(endpoints, fanOut, secrets, input, transactions, ids, clock);
  }

  /**
   * What sends; not started yet.
   *
   * @param threads closed with it
   */
  public static DeliveryWorker worker(
      WebhookEndpoints endpoints,
      WebhookDeliveries deliveries,
      WebhookFanOut fanOut,
      SecretBox box,
      Transport transport,
      WebhookLimits limits,
      MeterRegistry meters,
      ExecutorService threads,
      Time time) {
    DeliverySender sender =
        new DeliverySender(transport, new EndpointSecrets(box), limits.timeout(), time);
    DeliverySchedule schedule =
        new DeliverySchedule(most -> ThreadLocalRandom.current().nextLong(most));
    Deliverer deliverer =
        new Deliverer(endpoints, deliveries, sender, schedule, limits.disableAfter(), meters, time);
    return new DeliveryWorker(fanOut, endpoints, deliveries, deliverer, limits, threads, time);
  }

  /** What tests endpoints. */
  public static TestEvents testEvents(
      WebhookDeliveries deliveries, Ids ids, InstantSource clock, DeliveryWorker worker) {
    return new TestEvents(deliveries, ids, clock, worker::wake);
  }
}
