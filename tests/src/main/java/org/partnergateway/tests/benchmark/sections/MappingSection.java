package org.partnergateway.tests.benchmark.sections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.partnergateway.tests.benchmark.mapping.OrderMappingBenchmark;
import org.partnergateway.tests.benchmark.report.Options;
import org.partnergateway.tests.benchmark.report.Report;
import org.partnergateway.tests.benchmark.report.Series;
import org.partnergateway.tests.benchmark.servers.JavaCommand;
import org.partnergateway.tests.benchmark.servers.JavaProgram;

/** The mapping alone, measured by JMH in a process of its own. */
public final class MappingSection {
  private static final String PROCESSOR = "org.openjdk.jmh.generators.BenchmarkProcessor";
  private static final String CASES = "tests/partners/amazon/order";

  private MappingSection() {}

  /**
   * Measures it.
   *
   * @param temporary where JMH's generated classes and results go
   */
  public static void measure(Options options, Report report, Path temporary) throws IOException {
    System.out.println("Mapping");
    Path results = temporary.resolve("jmh.json");
    Path goldenCase = goldenCase(options.repository().resolve(CASES));
    JavaProgram.run(
        "jmh",
        options.logs(),
        JavaCommand.main(
            "128m",
            generate(temporary) + File.pathSeparator + JavaCommand.classpath(),
            "org.openjdk.jmh.Main",
            OrderMappingBenchmark.class.getSimpleName(),
            "-f",
            "1",
            "-wi",
            "4",
            "-w",
            "2",
            "-i",
            "5",
            "-r",
            "2",
            "-foe",
            "true",
            "-jvmArgs",
            "-Xms%s -Xmx%s".formatted(options.heap(), options.heap()),
            "-p",
            "repository=" + options.repository(),
            "-p",
            "goldenCase=" + goldenCase,
            "-rf",
            "json",
            "-rff",
            results.toString()));
    report.compare(
        "mapping an order (parse, map, validate, write)",
        series(results, "gateway"),
        "by hand, not validated,",
        series(results, "byHand"),
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

  /**
   * The classes that JMH wants around a benchmark. They are made here, so that the ordinary build
   * has neither them nor what makes them.
   */
  private static Path generate(Path temporary) throws IOException {
    Path directory = Files.createDirectories(temporary.resolve("jmh-classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int code =
        compiler.run(
            null,
            null,
            null,
            "-proc:full",
            "-processor",
            PROCESSOR,
            "-classpath",
            JavaCommand.classpath(),
            "-d",
            directory.toString(),
            "-Xlint:none",
            OrderMappingBenchmark.class.getName());
    if (code != 0) {
      throw new IllegalStateException("JMH's classes cannot be generated");
    }
    return directory;
  }

  private static Series series(Path results, String method) throws IOException {
    List<Double> values = new ArrayList<>();
    for (JsonNode result : new ObjectMapper().readTree(results.toFile())) {
      if (result.path("benchmark").asText().endsWith("." + method)) {
        for (JsonNode fork : result.path("primaryMetric").path("rawData")) {
          fork.forEach(value -> values.add(value.asDouble()));
        }
      }
    }
    return new Series(values);
  }
}
