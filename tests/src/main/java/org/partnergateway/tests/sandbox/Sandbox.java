package org.partnergateway.tests.sandbox;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.routes.GatewayApplication;
import org.partnergateway.routes.http.TrafficServer;
import org.partnergateway.tests.shop.CanonicalApi;
import org.partnergateway.tests.shop.SimulatedShop;
import org.partnergateway.tests.simulators.EffectListener;
import org.partnergateway.tests.simulators.HttpWebhookSender;
import org.partnergateway.tests.simulators.data.SimulatorFiles;
import org.partnergateway.tests.simulators.edi.RetailerSimulator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway, its simulated partners and, if wanted, the simulated shop, in one process. */
public final class Sandbox implements AutoCloseable {
  /** The token of the one client. */
  public static final String TOKEN = "sandbox";

  /** No secret: whoever has the sandbox has it. */
  private static final String WEBHOOKS_KEY =
      Base64.getEncoder()
          .encodeToString("sandbox sandbox sandbox sandbox!".getBytes(StandardCharsets.UTF_8));

  private final SimulatedPartners partners;
  private final ConfigurableApplicationContext gateway;
  private final @Nullable SimulatedShop shop;

  private Sandbox(
      SimulatedPartners partners,
      ConfigurableApplicationContext gateway,
      @Nullable SimulatedShop shop) {
    this.partners = partners;
    this.gateway = gateway;
    this.shop = shop;
  }

  /**
   * @param arguments the user's own settings, which win over the sandbox's
   */
  public static Sandbox start(SandboxOptions options, String... arguments) {
    Instant begin = Instant.now();
    SimulatedPartners partners =
        SimulatedPartners.start(
            options.simulatorsPort(),
            options.trackingStep(),
            new HttpWebhookSender(),
            EffectListener.none(),
            options.marketplace(),
            options.retailer() ? retailer(options) : null);
    try {
      partners.orders().seed(options.seededOrders());
      ConfigurableApplicationContext gateway =
          new SpringApplication(GatewayApplication.class)
              .run(arguments(options, partners, arguments));
      URI address =
          URI.create("http://127.0.0.1:" + gateway.getBean(TrafficServer.class).getPort());
      partners.deliverTo(address);
      SimulatedShop shop =
          options.shop()
              ? SimulatedShop.start(
                  new CanonicalApi(address, TOKEN), System.out, Clock.systemUTC(), begin)
              : null;
      return new Sandbox(partners, gateway, shop);
    } catch (RuntimeException | Error e) {
      partners.close();
      throw e;
    }
  }

  private static RetailerSimulator retailer(SandboxOptions options) {
    return new RetailerSimulator(
        options.dataDirectory().resolve("edi-retailer").toAbsolutePath(),
        DefinitionTree.ofDirectory(SimulatorFiles.repository()),
        Clock.systemUTC());
  }

  private static String[] arguments(
      SandboxOptions options, SimulatedPartners partners, String[] users) {
    Map<String, String> settings = new HashMap<>(partners.gatewayProperties());
    settings.put("gateway.http.host", "127.0.0.1");
    settings.put("gateway.http.port", Integer.toString(options.gatewayPort()));
    settings.put("server.address", "127.0.0.1");
    settings.put("server.port", Integer.toString(options.managementPort()));
    settings.put("gateway.data-directory", options.dataDirectory().toString());
    settings.put("gateway.api.clients.sandbox.token", TOKEN);
    settings.put("gateway.webhooks.encryption-keys", WEBHOOKS_KEY);
    settings.put("gateway.webhooks.allow-private-addresses", "127.0.0.0/8,::1/128");
    // The published rate is a search in three minutes after a burst of twenty; a newcomer shan't
    // wait that long.
    settings.put("gateway.partners.amazon.poll-every", "15s");
    // The simulated retailer's server warns whenever a session ends.
    settings.put("logging.level.org.apache.sshd.server", "error");
    settings.put("logging.level.org.apache.sshd.common.channel", "error");
    settings.putAll(options.properties());
    List<String> all = new ArrayList<>(List.of(users));
    settings.forEach(
        (name, value) -> {
          String argument = "--" + name + "=";
          if (all.stream().noneMatch(one -> one.startsWith(argument))) {
            all.add(argument + value);
          }
        });
    return all.toArray(String[]::new);
  }

  public SimulatedPartners partners() {
    return partners;
  }

  public URI gatewayAddress() {
    return URI.create("http://127.0.0.1:" + gateway.getBean(TrafficServer.class).getPort());
  }

  public URI managementAddress() {
    int port = ((ServletWebServerApplicationContext) gateway).getWebServer().getPort();
    return URI.create("http://127.0.0.1:" + port);
  }

  public ConfigurableApplicationContext gateway() {
    return gateway;
  }

  @Override
  public void close() {
    if (shop != null) {
      shop.close();
    }
    gateway.close();
    partners.close();
  }
}
