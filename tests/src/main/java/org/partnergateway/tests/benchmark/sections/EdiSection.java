package org.partnergateway.tests.benchmark.sections;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.partnergateway.tests.benchmark.mapping.PurchaseOrderBenchmark;
import org.partnergateway.tests.benchmark.report.Options;
import org.partnergateway.tests.benchmark.report.Report;

/** A large purchase order, against the EDI library reading it alone; by JMH. */
public final class EdiSection {
  private static final String CASE =
      "tests/partners/edi-retailer/purchase-order/multi-line-order.json";
  private static final int LINES = 1000;

  private EdiSection() {}

  /**
   * Measures it.
   *
   * @param temporary where JMH's generated classes and results go
   */
  public static void measure(Options options, Report report, Path temporary) throws IOException {
    System.out.println("EDI");
    JmhRun run =
        JmhRun.of(
            PurchaseOrderBenchmark.class,
            options,
            temporary,
            Map.of(
                "repository",
                options.repository().toString(),
                "goldenCase",
                options.repository().resolve(CASE).toString(),
                "lines",
                String.valueOf(LINES)));
    report.compare(
        "an 850 of 1,000 lines to the canonical order",
        run.of("gateway"),
        "StAEDI reading it",
        run.of("library"),
        "µs",
        "at most 3");
    report.compare(
        "the same",
        run.of("gateway"),
        "StAEDI reading it under its schema",
        run.of("libraryWithSchema"),
        "µs",
        "at most 3");
  }
}
