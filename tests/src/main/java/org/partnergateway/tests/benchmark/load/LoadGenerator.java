package org.partnergateway.tests.benchmark.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The generator as a program: reads a {@link LoadRun} a line and writes a {@link LoadResult} a
 * line, both as JSON, until its input ends. One thread serves all connections; its share of the
 * machine is the same whatever it loads.
 */
public final class LoadGenerator {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LoadRun run;
  private final Latencies latencies = new Latencies();
  private long answered;

  private LoadGenerator(LoadRun run) {
    this.run = run;
  }

  /** Runs until standard input ends. */
  public static void main(String[] args) throws IOException {
    ObjectMapper json = new ObjectMapper();
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(json.writeValueAsString(measure(json.readValue(line, LoadRun.class))));
    }
  }

  private static LoadResult measure(LoadRun run) {
    try (Selector selector = Selector.open()) {
      return run.perSecond() > 0
          ? new OpenLoop(run, selector).run()
          : new LoadGenerator(run).run(selector);
    } catch (IOException | UncheckedIOException e) {
      return LoadResult.failed(String.valueOf(e.getMessage()));
    }
  }

  private LoadResult run(Selector selector) throws IOException {
    List<BusyConnection> connections = connect(selector);
    try {
      for (BusyConnection connection : connections) {
        connection.send();
      }
      long from = System.nanoTime() + Duration.ofMillis(run.warmUpMillis()).toNanos();
      long to = from + Duration.ofMillis(run.measuredMillis()).toNanos();
      int underWay = connections.size();
      while (underWay > 0) {
        if (selector.select(PATIENCE.toMillis()) == 0) {
          throw new IOException("no answer in " + PATIENCE.toSeconds() + " s");
        }
        for (SelectionKey key : selector.selectedKeys()) {
          if (!serve((BusyConnection) key.attachment(), from, to)) {
            underWay--;
          }
        }
        selector.selectedKeys().clear();
      }
    } finally {
      for (BusyConnection connection : connections) {
        connection.close();
      }
    }
    return new LoadResult(
        answered,
        latencies.size() * 1_000.0 / run.measuredMillis(),
        latencies.percentile(0.50),
        latencies.percentile(0.99),
        0,
        0,
        0,
        0,
        0,
        null);
  }

  /** False when the connection's last answer has come. */
  private boolean serve(BusyConnection connection, long from, long to) throws IOException {
    if (!connection.receive()) {
      return true;
    }
    long now = System.nanoTime();
    answered++;
    if (now >= to) {
      return false;
    }
    if (now >= from) {
      latencies.add(connection.nanosSinceSent(now));
    }
    connection.send();
    return true;
  }

  private List<BusyConnection> connect(Selector selector) throws IOException {
    Requests.Maker maker = Requests.maker(run);
    List<BusyConnection> connections = new ArrayList<>();
    for (int i = 0; i < run.connections(); i++) {
      connections.add(new BusyConnection(run.port(), maker.of(i), selector));
    }
    return connections;
  }
}
