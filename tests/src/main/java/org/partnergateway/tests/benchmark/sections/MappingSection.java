package org.partnergateway.tests.benchmark.sections;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.partnergateway.tests.benchmark.mapping.OrderMappingBenchmark;
import org.partnergateway.tests.benchmark.report.Options;
import org.partnergateway.tests.benchmark.report.Report;

/** The mapping alone, measured by JMH in a process of its own. */
public final class MappingSection {
  private static final String CASES = "tests/partners/amazon/order";

  private MappingSection() {}

  /**
   * Measures it.
   *
   * @param temporary where JMH's generated classes and results go
   */
  public static void measure(Options options, Report report, Path temporary) throws IOException {
    System.out.println("Mapping");
    Path goldenCase = goldenCase(options.repository().resolve(CASES));
    JmhRun run =
        JmhRun.of(
            OrderMappingBenchmark.class,
            options,
            temporary,
            Map.of(
                "repository",
                options.repository().toString(),
                "goldenCase",
                goldenCase.toString()));
    report.compare(
        "mapping an order (parse, map, validate, write)",
        run.of("gateway"),
        "by hand, not validated,",
        run.of("byHand"),
        "µs",
        Report.LESS_IS_BETTER);
    report.note("The order is that of %s.".formatted(options.repository().relativize(goldenCase)));
  }

  private static Path goldenCase(Path directory) throws IOException {
    try (DirectoryStream<Path> cases = Files.newDirectoryStream(directory, "multi-line*.json")) {
      List<Path> found = new ArrayList<>();
      cases.forEach(found::add);
      return found.stream()
          .sorted()
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException("there is no multi-line*.json in " + directory));
    }
  }
}
