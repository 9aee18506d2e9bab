package org.partnergateway.tests.benchmark.sections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.partnergateway.tests.benchmark.load.LoadRun;
import org.partnergateway.tests.benchmark.report.Options;
import org.partnergateway.tests.benchmark.report.Report;
import org.partnergateway.tests.benchmark.report.Series;
import org.partnergateway.tests.benchmark.servers.EmbeddedDatabase;
import org.partnergateway.tests.benchmark.servers.Gateway;
import org.partnergateway.tests.benchmark.servers.JavaInspection;
import org.partnergateway.tests.benchmark.servers.Server;

/**
 * A report of Stripe's, each line of it about a payment of the ledger, from the upload of the file
 * to its last line applied, against reading the same file with the CSV library alone.
 */
public final class SettlementsSection {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NO_STUB = 9;
  private static final int LINES = 1_000_000;
  private static final int FEWER = LINES / 10;
  private static final double MEGABYTE = 1 << 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Server gateway;

  private SettlementsSection(Server gateway) {
    this.gateway = gateway;
  }

  /**
   * Measures it, and the memory that it takes.
   *
   * @param data where the gateway keeps its data
   */
  public static void measure(Options options, Report report, Path temporary, Path data)
      throws IOException {
    System.out.println("Settlements");
    Path warmUp = temporary.resolve("warm-up.csv");
    Path fewer = temporary.resolve("fewer.csv");
    Path file = temporary.resolve("settlement.csv");
    SettlementFile.write(warmUp, "warm", 2 * LINES, FEWER);
    SettlementFile.write(fewer, "fewer", LINES, FEWER);
    SettlementFile.write(file, "all", 0, LINES);
    try (Server gateway = Gateway.start(options, data, NO_STUB)) {
      SettlementFile.seed(EmbeddedDatabase.of(data), LINES + FEWER);
      SettlementsSection section = new SettlementsSection(gateway);
      section.seconds(warmUp, FEWER);
      read(file);
      double few = section.seconds(fewer, FEWER);
      double parsing = read(file);
      Duration cpu = gateway.cpuTime();
      double all = section.seconds(file, LINES);
      double micros = gateway.cpuTime().minus(cpu).toNanos() / 1_000.0 / LINES;
      report.compare(
          "a million settlement lines",
          new Series(List.of(LINES / all)),
          "only parsing them",
          new Series(List.of(LINES / parsing)),
          "/s",
          "at least 0.5");
      report.compare(
          "settlement lines, time of ten times as many",
          new Series(List.of(all)),
          "a tenth",
          new Series(List.of(few)),
          "s",
          "at most 10");
      JavaInspection inspection = new JavaInspection(options.logs(), gateway.javaPid());
      report.add(
          "memory held after a million settlement lines",
          Report.number(inspection.residentBytes() / MEGABYTE) + " MB");
      report.note(
          "Settlements: %s µs of processor time a line, PostgreSQL's not counted; a heap of %s."
              .formatted(Report.number(micros), options.heap()));
    }
  }

  /** Reads every field of the file as text, in seconds. */
  private static double read(Path file) throws IOException {
    long begun = System.nanoTime();
    long fields = 0;
    try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(file)) {
      for (CsvRecord one : records) {
        fields += one.getFieldCount();
      }
    }
    if (fields == 0) {
      throw new IllegalStateException("the file is empty");
    }
    return (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  /** From the first byte of the upload until the last line is applied. */
  private double seconds(Path file, int lines) throws IOException {
    long begun = System.nanoTime();
    JsonNode taken =
        send(
            request("/v1/batches?kind=settlements&partner=stripe&report=payout-reconciliation")
                .header("Content-Type", "text/csv")
                .header("Idempotency-Key", file.getFileName().toString())
                .POST(BodyPublishers.ofFile(file))
                .build());
    String address = "/v1/batches/" + taken.path("id").asText();
    JsonNode batch = send(request(address).build());
    while (!batch.has("ended_at")) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      batch = send(request(address).build());
    }
    if (batch.path("done").asLong() != lines) {
      throw new IllegalStateException("%d lines were sent, and became %s".formatted(lines, batch));
    }
    double waited =
        Duration.between(Instant.parse(batch.path("ended_at").asText()), Instant.now()).toNanos();
    return (System.nanoTime() - begun - waited) / TimeUnit.SECONDS.toNanos(1);
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + target))
        .header("Authorization", "Bearer " + LoadRun.TOKEN);
  }

  private JsonNode send(HttpRequest request) throws IOException {
    try {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(
            "%s was answered %d".formatted(request.uri(), answer.statusCode()));
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
