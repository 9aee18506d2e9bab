package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.tests.sandbox.Sandbox;
import org.partnergateway.tests.sandbox.SandboxOptions;
import org.partnergateway.tests.simulators.edi.RetailerSimulator;

/**
 * What the sandbox shows of EDI: a retailer orders, and the shop does the rest by the API alone.
 */
class RetailerStoryTest {
  @TempDir Path directory;

  @Test
  void whatARetailerOrdersIsAnsweredShippedAndInvoicedOnce() {
    SandboxOptions options =
        SandboxOptions.quiet(directory.resolve("data")).withShop().withRetailer();
    try (Sandbox sandbox = Sandbox.start(options)) {
      RetailerSimulator retailer = sandbox.partners().retailer().orElseThrow();

      retailer.place();

      Map<String, Long> effects =
          Await.until(
              "it is invoiced", retailer::effects, counted -> counted.containsKey("invoices"));
      assertThat(effects)
          .isEqualTo(
              Map.of(
                  "purchase_orders", 1L,
                  "orders_acknowledged", 1L,
                  "order_answers", 1L,
                  "ship_notices", 1L,
                  "invoices", 1L));
    }
  }
}
