package org.partnergateway.tests.benchmark.sections;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.partnergateway.tests.benchmark.load.LoadResult;
import org.partnergateway.tests.benchmark.load.LoadRun;
import org.partnergateway.tests.benchmark.report.Report;
import org.partnergateway.tests.benchmark.report.Series;
import org.partnergateway.tests.benchmark.servers.Load;
import org.partnergateway.tests.benchmark.servers.Server;
import org.partnergateway.tests.benchmark.servers.Stub;

/** The servers' turns, one after the other, never two at once. */
final class LookUpTurns {
  private static final Map<String, String> AIMS =
      Map.of(
          "Spring Cloud Gateway", "at least 2 (design 4)", "nginx", "at least 0.35 (design 0.6)");

  private final Load load;
  private final Stub stub;
  private final Map<String, List<Turn>> results = new LinkedHashMap<>();

  LookUpTurns(Load load, Stub stub) {
    this.load = load;
    this.stub = stub;
  }

  /**
   * Loads the server.
   *
   * @param measured in milliseconds, as is the time before that
   */
  void take(LoadRun run, Server server, long warmUp, long measured) {
    long before = stub.asked();
    Duration cpu = server.cpuTime();
    LoadResult result = load.run(run.at(server.name(), server.port(), warmUp, measured));
    double cpuMicros = server.cpuTime().minus(cpu).toNanos() / 1_000.0 / result.answered();
    long asked = stub.asked() - before;
    if (asked != result.answered()) {
      throw new IllegalStateException(
          "%s answered %d look-ups, and the stub was asked %d times: what is compared is not the same"
              .formatted(server.name(), result.answered(), asked));
    }
    results
        .computeIfAbsent(server.name(), name -> new ArrayList<>())
        .add(new Turn(result, cpuMicros));
  }

  void forget() {
    results.clear();
  }

  void report(Report report, List<Server> servers, int connections) {
    String what = "look-ups, %d connections".formatted(connections);
    Server gateway = servers.getFirst();
    for (Server peer : servers.subList(1, servers.size())) {
      report.compare(
          what,
          perSecond(gateway),
          peer.name(),
          perSecond(peer),
          "/s",
          AIMS.getOrDefault(peer.name(), ""));
    }
    for (Server server : servers) {
      report.note("%s, %s: %s".formatted(what, server.name(), Turn.describe(of(server))));
    }
  }

  private Series perSecond(Server server) {
    return new Series(of(server).stream().map(turn -> turn.result().perSecond()).toList());
  }

  private List<Turn> of(Server server) {
    return results.getOrDefault(server.name(), List.of());
  }
}
