package org.partnergateway.tests.sandbox;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.partnergateway.tests.shop.CheckoutDesk;
import org.partnergateway.tests.simulators.AgentBuyer;
import org.partnergateway.tests.simulators.AgentSimulator;
import org.partnergateway.tests.simulators.AmazonOrderBook;
import org.partnergateway.tests.simulators.AmazonRates;
import org.partnergateway.tests.simulators.AmazonSimulator;
import org.partnergateway.tests.simulators.EffectListener;
import org.partnergateway.tests.simulators.HttpWebhookSender;
import org.partnergateway.tests.simulators.Simulator;
import org.partnergateway.tests.simulators.SimulatorServer;
import org.partnergateway.tests.simulators.StripeSimulator;
import org.partnergateway.tests.simulators.UpsSimulator;
import org.partnergateway.tests.simulators.WebhookReceiver;
import org.partnergateway.tests.simulators.WebhookSender;
import org.partnergateway.tests.simulators.data.DataSimulator;
import org.partnergateway.tests.simulators.data.DataSimulators;
import org.partnergateway.tests.simulators.data.Surroundings;
import org.partnergateway.tests.simulators.edi.RetailerSimulator;

/**
 * The partners of the sandbox, all behind one port, and the settings that make a gateway theirs.
 */
public final class SimulatedPartners implements AutoCloseable {
  /** What partners are given as the gateway's address; deliveries go to where it really is. */
  private static final String GATEWAY = "http://gateway.sandbox";

  public static final String WEBHOOK_SECRET = "whsec_sandbox";
  private static final String SECRET = "sandbox";
  private static final Duration TICK = Duration.ofMillis(100);

  private final AtomicReference<URI> gateway = new AtomicReference<>();
  private final WebhookSender http;
  private final AmazonSimulator amazon;
  private final AgentSimulator agent;
  private final CheckoutDesk desk;
  private final @Nullable RetailerSimulator retailer;
  private final List<DataSimulator> fromData;
  private final List<Simulator> simulators;
  private final SimulatorServer server;
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("simulators").factory());

  private SimulatedPartners(
      int port,
      Duration trackingStep,
      WebhookSender http,
      EffectListener listener,
      AmazonRates rates,
      @Nullable RetailerSimulator retailer) {
    this.http = http;
    this.retailer = retailer;
    Clock clock = Clock.systemUTC();
    WebhookSender sender =
        (url, headers, body, delay) -> http.post(resolve(url), headers, body, delay);
    amazon = new AmazonSimulator(SECRET, SECRET, SECRET, clock, rates);
    agent = new AgentSimulator(WEBHOOK_SECRET, clock);
    desk = new CheckoutDesk(SECRET, clock);
    fromData =
        DataSimulators.ofRepository(
            new Surroundings(clock, sender, GATEWAY, trackingStep, listener));
    simulators = new ArrayList<>(fromData);
    simulators.add(amazon);
    simulators.add(
        new StripeSimulator(
            sender, GATEWAY + "/partners/stripe/webhooks", WEBHOOK_SECRET, clock, listener));
    simulators.add(new UpsSimulator(sender, SECRET, SECRET, clock, trackingStep, listener));
    simulators.add(agent);
    simulators.add(desk);
    List<Simulator> served = new ArrayList<>(simulators);
    served.add(new WebhookReceiver());
    if (retailer != null) {
      served.add(retailer);
    }
    server = new SimulatorServer(port, served);
    every(TICK, () -> fromData.forEach(DataSimulator::advance));
    if (retailer != null) {
      every(TICK, retailer::advance);
    }
  }

  private void every(Duration tick, Runnable work) {
    var unused =
        ticks.scheduleWithFixedDelay(work, tick.toMillis(), tick.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * @param port 0 for any free one
   * @param trackingStep how long a parcel takes from one scan to the next
   */
  public static SimulatedPartners start(int port, Duration trackingStep) {
    return start(
        port,
        trackingStep,
        new HttpWebhookSender(),
        EffectListener.none(),
        AmazonRates.published(),
        null);
  }

  /**
   * The same with another way for webhooks, which ends with this if it can be closed.
   *
   * @param listener is told of each effect
   * @param rates what the marketplace grants
   * @param retailer who buys by EDI, if anybody does; it ends with this
   */
  public static SimulatedPartners start(
      int port,
      Duration trackingStep,
      WebhookSender webhooks,
      EffectListener listener,
      AmazonRates rates,
      @Nullable RetailerSimulator retailer) {
    return new SimulatedPartners(port, trackingStep, webhooks, listener, rates, retailer);
  }

  /** Tells where the gateway listens; until then deliveries fail and are tried again. */
  public void deliverTo(URI gatewayAddress) {
    gateway.set(gatewayAddress);
  }

  private String resolve(String url) {
    URI address = gateway.get();
    return address == null ? url : url.replace(GATEWAY, address.toString());
  }

  /** From now on buyers place orders at the marketplaces that are data, as each one's file says. */
  public void open() {
    fromData.forEach(DataSimulator::open);
  }

  /** One more thing happens by itself at a partner that is data, such as an order. */
  public void arrive(String partner) {
    fromData.stream()
        .filter(simulator -> simulator.partner().equals(partner))
        .findFirst()
        .orElseThrow()
        .arrive();
  }

  /** Who buys by EDI. */
  public Optional<RetailerSimulator> retailer() {
    return Optional.ofNullable(retailer);
  }

  public SimulatorServer server() {
    return server;
  }

  public AmazonOrderBook orders() {
    return amazon.orders();
  }

  public AmazonSimulator amazon() {
    return amazon;
  }

  /** Where the agent is told of orders. */
  public AgentSimulator agent() {
    return agent;
  }

  /** The shop's side of checkouts, which stands among the partners here. */
  public CheckoutDesk desk() {
    return desk;
  }

  /** The agent's side of checkouts at that gateway. */
  public static AgentBuyer buyer(URI gatewayAddress) {
    return new AgentBuyer(URI.create(gatewayAddress + "/partners/acp"), SECRET);
  }

  /** How often each thing took effect at a partner. */
  public Map<String, Long> effects(String partner) {
    return simulators.stream()
        .filter(simulator -> simulator.partner().equals(partner))
        .findFirst()
        .orElseThrow()
        .effects();
  }

  /** The settings that point a gateway at these partners. */
  public Map<String, String> gatewayProperties() {
    Map<String, String> properties = new HashMap<>();
    properties.put("gateway.services.checkout.url", server.url(desk.partner()));
    properties.put("gateway.services.checkout.token", SECRET);
    properties.put("gateway.partners.acp.credentials.api_key", SECRET);
    properties.put("gateway.partners.acp.credentials.webhook_secret", WEBHOOK_SECRET);
    for (Simulator simulator : simulators) {
      if (simulator == desk) {
        continue;
      }
      String prefix = "gateway.partners." + simulator.partner() + ".";
      properties.put(prefix + "base-url", server.url(simulator.partner()));
    }
    for (DataSimulator simulator : fromData) {
      put(properties, simulator, simulator.gatewayProperties(server.url(simulator.partner())));
    }
    if (retailer != null) {
      put(properties, retailer, retailer.gatewayProperties());
    }
    properties.put("gateway.partners.amazon.credentials.client_id", SECRET);
    properties.put("gateway.partners.amazon.credentials.client_secret", SECRET);
    properties.put("gateway.partners.amazon.credentials.refresh_token", SECRET);
    properties.put("gateway.partners.stripe.credentials.secret_key", "sk_test_sandbox");
    properties.put("gateway.partners.stripe.credentials.webhook_secret", WEBHOOK_SECRET);
    properties.put("gateway.partners.ups.credentials.client_id", SECRET);
    properties.put("gateway.partners.ups.credentials.client_secret", SECRET);
    properties.put("gateway.partners.ups.credentials.webhook_credential", SECRET);
    properties.put(
        "gateway.partners.amazon.settings.token_url", server.url("amazon") + "/auth/o2/token");
    properties.put("gateway.partners.amazon.settings.seller_id", AmazonSimulator.SELLER);
    properties.put("gateway.partners.amazon.settings.inventory_marketplace_id", "ATVPDKIKX0DER");
    properties.put("gateway.partners.ups.settings.shipper_number", "A1B2C3");
    properties.put("gateway.partners.ups.settings.webhook_url", GATEWAY + "/partners/ups/webhooks");
    return properties;
  }

  private static void put(
      Map<String, String> properties, Simulator simulator, Map<String, String> its) {
    its.forEach(
        (name, value) ->
            properties.put("gateway.partners." + simulator.partner() + "." + name, value));
  }

  @Override
  public void close() {
    ticks.shutdownNow();
    server.close();
    if (retailer != null) {
      retailer.close();
    }
    if (http instanceof HttpWebhookSender sender) {
      sender.close();
    }
  }
}
