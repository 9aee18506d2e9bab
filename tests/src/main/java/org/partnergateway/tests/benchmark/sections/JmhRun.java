package org.partnergateway.tests.benchmark.sections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.partnergateway.tests.benchmark.report.Options;
import org.partnergateway.tests.benchmark.report.Series;
import org.partnergateway.tests.benchmark.servers.JavaCommand;
import org.partnergateway.tests.benchmark.servers.JavaProgram;

/** What JMH measured, in processes of its own. */
final class JmhRun {
  private static final String PROCESSOR = "org.openjdk.jmh.generators.BenchmarkProcessor";

  private final Path results;

  private JmhRun(Path results) {
    this.results = results;
  }

  /**
   * Runs all methods of a class.
   *
   * @param temporary where JMH's generated classes and results go
   * @param parameters of the class
   */
  static JmhRun of(
      Class<?> benchmark, Options options, Path temporary, Map<String, String> parameters)
      throws IOException {
    String name = benchmark.getSimpleName();
    Path results = temporary.resolve(name + ".json");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                name,
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
                "-rf",
                "json",
                "-rff",
                results.toString()));
    parameters.forEach((key, value) -> arguments.addAll(List.of("-p", key + "=" + value)));
    Path generated = generate(benchmark, temporary.resolve(name + "-classes"));
    JavaProgram.run(
        "jmh",
        options.logs(),
        JavaCommand.main(
            "128m",
            generated + File.pathSeparator + JavaCommand.classpath(),
            "org.openjdk.jmh.Main",
            arguments.toArray(String[]::new)));
    return new JmhRun(results);
  }

  /**
   * The classes that JMH wants around a benchmark. They are made here, so that the ordinary build
   * has neither them nor what makes them.
   */
  private static Path generate(Class<?> benchmark, Path directory) throws IOException {
    Files.createDirectories(directory);
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
            benchmark.getName());
    if (code != 0) {
      throw new IllegalStateException("JMH's classes cannot be generated");
    }
    return directory;
  }

  /** What each iteration of a method came to. */
  Series of(String method) throws IOException {
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
