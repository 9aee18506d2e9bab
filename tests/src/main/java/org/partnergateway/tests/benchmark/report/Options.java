package org.partnergateway.tests.benchmark.report;

import java.nio.file.Path;
import java.util.Set;

/**
 * How it is run: system properties {@code benchmark.<name>}.
 *
 * @param repository the root of the repository
 * @param output where the report, logs and recordings go
 * @param sections what is measured
 * @param rounds how often each contender takes its turn
 * @param seconds how long a turn is measured
 * @param warmUpSeconds before a contender's first turn
 * @param heap of every server in Java, such as {@code 512m}
 * @param jfr whether the gateway's process is recorded; makes it a little slower
 */
public record Options(
    Path repository,
    Path output,
    Set<String> sections,
    int rounds,
    int seconds,
    int warmUpSeconds,
    String heap,
    boolean jfr) {

  private static final String ALL =
      "mapping,start,look-up,intake,isolation,overload,limits,durable,partners,kafka,settlements,edi";

  /** Those of this process. */
  public static Options ofSystem() {
    Path repository = Path.of(text("repository", "..")).toAbsolutePath().normalize();
    return new Options(
        repository,
        repository.resolve("tests/target/benchmark"),
        Set.of(text("sections", ALL).split(",")),
        Integer.parseInt(text("rounds", "3")),
        Integer.parseInt(text("seconds", "10")),
        Integer.parseInt(text("warm-up-seconds", "15")),
        text("heap", "512m"),
        Boolean.parseBoolean(text("jfr", "false")));
  }

  private static String text(String name, String otherwise) {
    String said = System.getProperty("benchmark." + name, "");
    return said.isEmpty() ? otherwise : said;
  }

  /** The product. */
  public Path gatewayJar() {
    return repository.resolve("routes/target/partner-gateway.jar");
  }

  /** What it is compared with. */
  public Path springCloudGatewayJar() {
    return repository.resolve(
        "tests/benchmark/spring-cloud-gateway/target/spring-cloud-gateway.jar");
  }

  /** A file of the benchmark's own. */
  public Path file(String name) {
    return repository.resolve("tests/benchmark").resolve(name);
  }

  public Path logs() {
    return output.resolve("logs");
  }
}
