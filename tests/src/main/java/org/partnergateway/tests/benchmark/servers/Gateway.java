package org.partnergateway.tests.benchmark.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    int port = FreePort.find();
    int managementPort = FreePort.find();
    Path bundle = data.resolveSibling("bundle");
    try {
      UnlimitedCarrier.write(options.repository(), bundle);
      if (others) {
        UnlimitedCarrier.write(options.repository(), bundle, UnlimitedCarrier.OTHER_ID);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the bundle", e);
    }
    List<String> args =
        new ArrayList<>(
            List.of(
                "--gateway.http.host=127.0.0.1",
                "--gateway.http.port=" + port,
                "--server.address=127.0.0.1",
                "--server.port=" + managementPort,
                "--gateway.data-directory=" + data,
                "--gateway.definitions=" + bundle,
                "--gateway.api.clients.benchmark.token=" + LoadRun.TOKEN));
    partners("http://127.0.0.1:" + stubPort, others)
        .forEach((name, value) -> args.add("--gateway.partners." + name + "=" + value));
    return JavaServer.start(
        "Partner Gateway",
        options.logs(),
        options.heap(),
        options.gatewayJar(),
        port,
        managementPort,
        args,
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
