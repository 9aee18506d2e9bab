package org.partnergateway.tests.benchmark.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.partnergateway.tests.benchmark.load.LoadRun;
import org.partnergateway.tests.benchmark.report.Options;

/** Partner Gateway as it is shipped, with its embedded PostgreSQL. */
public final class Gateway {
  private static final String SECRET = "benchmark";

  private Gateway() {}

  /**
   * Starts it and waits until it is ready.
   *
   * @param data where its PostgreSQL keeps its data; the bundle is put beside it
   * @param stubPort where its partners are
   */
  public static Server start(Options options, Path data, int stubPort) {
    return start(options, data, stubPort, false);
  }

  /**
   * The same.
   *
   * @param others whether two more carriers are configured: {@link UnlimitedCarrier#OTHER_ID}, and
   *     {@code ups} with its limit
   */
  public static Server start(Options options, Path data, int stubPort, boolean others) {
    List<String> carriers =
        others
            ? List.of(UnlimitedCarrier.ID, UnlimitedCarrier.OTHER_ID)
            : List.of(UnlimitedCarrier.ID);
    return start(
        options, options.heap(), data, carriers, partners("http://127.0.0.1:" + stubPort, others));
  }

  /**
   * Starts it with many carriers, which are all the same but for their names, {@link #copy}.
   *
   * @param heap such as {@code 2g}
   * @param alike whether their files are the same; else each has a comment of its own
   */
  public static Server startWithCopies(
      Options options, String heap, Path data, int stubPort, int copies, boolean alike) {
    List<String> carriers = IntStream.range(0, copies).mapToObj(Gateway::copy).toList();
    Map<String, String> settings = new LinkedHashMap<>();
    carriers.forEach(id -> carrier(settings, id, "http://127.0.0.1:" + stubPort + "/ups"));
    return start(options, heap, data, carriers, alike, settings, List.of());
  }

  /** The name of one of the copies, from 0. */
  private static String copy(int number) {
    return "copy-" + (1000 + number);
  }

  /** As {@link #start(Options, Path, int)}, and it publishes its events to a broker. */
  public static Server startPublishing(
      Options options, Path data, int stubPort, KafkaServer kafka) {
    return start(
        options,
        options.heap(),
        data,
        List.of(UnlimitedCarrier.ID),
        true,
        partners("http://127.0.0.1:" + stubPort, false),
        List.of("--gateway.events.kafka.bootstrap-servers=" + kafka.bootstrapServers()));
  }

  private static Server start(
      Options options,
      String heap,
      Path data,
      List<String> carriers,
      Map<String, String> settings) {
    return start(options, heap, data, carriers, true, settings, List.of());
  }

  private static Server start(
      Options options,
      String heap,
      Path data,
      List<String> carriers,
      boolean alike,
      Map<String, String> settings,
      List<String> more) {
    int port = FreePort.find();
    int managementPort = FreePort.find();
    Path bundle = data.resolveSibling(data.getFileName() + "-bundle");
    Path properties = data.resolveSibling(data.getFileName() + "-partners.properties");
    try {
      for (String carrier : carriers) {
        UnlimitedCarrier.write(options.repository(), bundle, carrier, alike);
      }
      Files.write(
          properties,
          settings.entrySet().stream()
              .map(setting -> "gateway.partners." + setting.getKey() + "=" + setting.getValue())
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the bundle", e);
    }
    List<String> arguments = new ArrayList<>(more);
    arguments.addAll(
        List.of(
            "--gateway.http.host=127.0.0.1",
            "--gateway.http.port=" + port,
            "--server.address=127.0.0.1",
            "--server.port=" + managementPort,
            "--gateway.data-directory=" + data,
            "--gateway.definitions=" + bundle,
            "--gateway.api.clients.benchmark.token=" + LoadRun.TOKEN,
            // A file, since a command line has an end.
            "--spring.config.additional-location=file:" + properties));
    return JavaServer.start(
        "Partner Gateway",
        options.logs(),
        heap,
        options.gatewayJar(),
        port,
        managementPort,
        arguments,
        () -> EmbeddedDatabase.endLeftBehind(data));
  }

  /**
   * Two partners are measured; the others are not configured, so no poll falls into anybody's turn.
   */
  private static Map<String, String> partners(String stub, boolean others) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("stripe.base-url", stub + "/stripe");
    settings.put("stripe.credentials.secret_key", SECRET);
    settings.put("stripe.credentials.webhook_secret", LoadRun.WEBHOOK_SECRET);
    carrier(settings, UnlimitedCarrier.ID, stub + "/ups");
    if (others) {
      carrier(settings, UnlimitedCarrier.OTHER_ID, stub + "/other");
      carrier(settings, "ups", stub + "/limited");
    }
    return settings;
  }

  private static void carrier(Map<String, String> settings, String carrier, String address) {
    settings.put(carrier + ".base-url", address);
    settings.put(carrier + ".credentials.client_id", SECRET);
    settings.put(carrier + ".credentials.client_secret", SECRET);
    settings.put(carrier + ".credentials.webhook_credential", SECRET);
    settings.put(carrier + ".settings.shipper_number", "A1B2C3");
    settings.put(carrier + ".settings.webhook_url", address + "/none");
  }
}
