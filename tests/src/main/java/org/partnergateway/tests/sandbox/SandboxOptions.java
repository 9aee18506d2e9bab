package org.partnergateway.tests.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.partnergateway.tests.simulators.AmazonRates;

/**
 * How a sandbox is to be.
 *
 * @param gatewayPort traffic; 0 for any free one
 * @param managementPort management; 0 for any free one
 * @param simulatorsPort simulated partners; 0 for any free one
 * @param dataDirectory where the embedded PostgreSQL keeps its data
 * @param seededOrders orders that buyers have placed before the start
 * @param trackingStep how long a simulated parcel takes from one scan to the next
 * @param marketplace how often the marketplace may be asked
 * @param shop whether the simulated shop fulfils the orders
 * @param retailer whether there is a retailer too, which buys by EDI over an SFTP server of its own
 * @param properties further settings of the gateway
 */
public record SandboxOptions(
    int gatewayPort,
    int managementPort,
    int simulatorsPort,
    Path dataDirectory,
    int seededOrders,
    Duration trackingStep,
    AmazonRates marketplace,
    boolean shop,
    boolean retailer,
    Map<String, String> properties) {

  /** What {@code mvn spring-boot:run} starts. */
  public static SandboxOptions interactive() {
    return new SandboxOptions(
        8080,
        8081,
        8090,
        Path.of("data"),
        3,
        Duration.ofSeconds(2),
        AmazonRates.published(),
        true,
        true,
        Map.of());
  }

  /** Free ports, no shop, no orders: for tests. */
  public static SandboxOptions quiet(Path dataDirectory) {
    return new SandboxOptions(
        0, 0, 0, dataDirectory, 0, Duration.ZERO, AmazonRates.published(), false, false, Map.of());
  }

  public SandboxOptions withShop() {
    return copy(true, retailer, properties);
  }

  public SandboxOptions withRetailer() {
    return copy(shop, true, properties);
  }

  public SandboxOptions with(String property, String value) {
    Map<String, String> more = new HashMap<>(properties);
    more.put(property, value);
    return copy(shop, retailer, more);
  }

  private SandboxOptions copy(
      boolean withShop, boolean withRetailer, Map<String, String> withProperties) {
    return new SandboxOptions(
        gatewayPort,
        managementPort,
        simulatorsPort,
        dataDirectory,
        seededOrders,
        trackingStep,
        marketplace,
        withShop,
        withRetailer,
        withProperties);
  }
}
