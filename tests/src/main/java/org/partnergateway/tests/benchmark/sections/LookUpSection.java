package org.partnergateway.tests.benchmark.sections;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.tests.benchmark.load.LoadRun;
import org.partnergateway.tests.benchmark.report.Options;
import org.partnergateway.tests.benchmark.report.Report;
import org.partnergateway.tests.benchmark.report.Series;
import org.partnergateway.tests.benchmark.servers.Gateway;
import org.partnergateway.tests.benchmark.servers.JavaInspection;
import org.partnergateway.tests.benchmark.servers.Load;
import org.partnergateway.tests.benchmark.servers.Nginx;
import org.partnergateway.tests.benchmark.servers.Server;
import org.partnergateway.tests.benchmark.servers.SpringCloudGateway;
import org.partnergateway.tests.benchmark.servers.Stub;

/**
 * {@code POST /v1/rates}: the gateway validates, maps, authenticates, calls the stub, validates and
 * maps back; the others pass the same request and the stub's answer on as they are.
 */
public final class LookUpSection {
  private static final List<Integer> CONNECTIONS = List.of(32, 256);
  private static final double MEGABYTE = 1 << 20;

  private LookUpSection() {}

  /**
   * Measures it, and the memory that it takes.
   *
   * @param temporary where servers may write
   * @param data where the gateway keeps its data
   */
  public static void measure(Options options, Report report, Path temporary, Path data)
      throws IOException {
    System.out.println("Look-up path");
    String body = Files.readString(options.file("data/rates.request.json"));
    List<Server> servers = new ArrayList<>();
    try (Stub stub = Stub.start(options.logs(), options.file("data/ups-rates.answer.json"));
        Load load = Load.start(options.logs())) {
      try {
        servers.add(Gateway.start(options, data, stub.port()));
        servers.add(
            SpringCloudGateway.start(
                options.logs(), options.heap(), options.springCloudGatewayJar(), stub.port()));
        Nginx.start(options.logs(), options.file("nginx/nginx.conf"), temporary, stub.port())
            .ifPresentOrElse(
                servers::add, () -> report.note("nginx is not installed and was left out."));
        measure(options, report, body, servers, new LookUpTurns(load, stub));
        memory(options, report, servers.get(0), servers.get(1));
      } finally {
        servers.forEach(Server::close);
      }
    }
  }

  private static void measure(
      Options options, Report report, String body, List<Server> servers, LookUpTurns turns) {
    JavaInspection gateway = new JavaInspection(options.logs(), servers.getFirst().javaPid());
    for (int connections : CONNECTIONS) {
      LoadRun run = new LoadRun("", LoadRun.Kind.LOOK_UPS, 0, "/v1/rates", body, connections, 0, 0);
      long warmUp = connections == CONNECTIONS.getFirst() ? options.warmUpSeconds() : 3;
      servers.forEach(server -> turns.take(run, server, warmUp * 1_000L, 500));
      turns.forget();
      if (options.jfr()) {
        gateway.startRecording("look-up");
      }
      for (int round = 0; round < options.rounds(); round++) {
        servers.forEach(server -> turns.take(run, server, 1_000, options.seconds() * 1_000L));
      }
      if (options.jfr()) {
        gateway.stopRecording(
            "look-up", options.output().resolve("look-up-" + connections + ".jfr"));
      }
      turns.report(report, servers, connections);
      turns.forget();
    }
  }

  private static void memory(Options options, Report report, Server gateway, Server peer) {
    JavaInspection ours = new JavaInspection(options.logs(), gateway.javaPid());
    JavaInspection theirs = new JavaInspection(options.logs(), peer.javaPid());
    Series resident = megabytes(ours.residentBytes());
    Series residentOfPeer = megabytes(theirs.residentBytes());
    report.compare(
        "memory held after look-ups",
        resident,
        peer.name(),
        residentOfPeer,
        "MB",
        Report.LESS_IS_BETTER);
    report.compare(
        "live heap after look-ups",
        megabytes(ours.liveHeapBytes()),
        peer.name(),
        megabytes(theirs.liveHeapBytes()),
        "MB",
        Report.LESS_IS_BETTER);
  }

  private static Series megabytes(long bytes) {
    return new Series(List.of(bytes / MEGABYTE));
  }
}
