package org.partnergateway.tests.benchmark.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.tests.benchmark.load.LoadRun;

/**
 * Partner Gateway as it is shipped, with its embedded PostgreSQL and the two partners that are
 * measured; the third is not configured, so that no poll falls into somebody's turn.
 */
public final class Gateway {
  private Gateway() {}

  /**
   * Starts it and waits until it is ready.
   *
   * @param data where its PostgreSQL keeps its data
   * @param stubPort where its partners are
   */
  public static Server start(Path logs, String heap, Path jar, Path data, int stubPort) {
    int port = FreePort.find();
    int managementPort = FreePort.find();
    String stub = "http://127.0.0.1:" + stubPort;
    List<String> args =
        new ArrayList<>(
            List.of(
                "--gateway.http.host=127.0.0.1",
                "--gateway.http.port=" + port,
                "--server.address=127.0.0.1",
                "--server.port=" + managementPort,
                "--gateway.data-directory=" + data,
                "--gateway.api.clients.benchmark.token=" + LoadRun.TOKEN));
    for (String partner : List.of("stripe", "ups")) {
      args.add("--gateway.partners." + partner + ".base-url=" + stub + "/" + partner);
    }
    for (String secret :
        List.of(
            "stripe.credentials.secret_key",
            "ups.credentials.client_id",
            "ups.credentials.client_secret",
            "ups.credentials.webhook_credential",
            "ups.settings.webhook_credential")) {
      args.add("--gateway.partners." + secret + "=benchmark");
    }
    for (String name : List.of("webhook_secret", "webhook_secret_previous")) {
      args.add("--gateway.partners.stripe.credentials." + name + "=" + LoadRun.WEBHOOK_SECRET);
    }
    args.add("--gateway.partners.ups.settings.shipper_number=A1B2C3");
    args.add("--gateway.partners.ups.settings.webhook_url=" + stub + "/none");
    return JavaServer.start(
        "Partner Gateway",
        logs,
        heap,
        jar,
        port,
        managementPort,
        args,
        () -> EmbeddedDatabase.endLeftBehind(data));
  }
}
