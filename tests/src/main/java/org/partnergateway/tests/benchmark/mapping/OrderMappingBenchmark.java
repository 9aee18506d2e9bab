package org.partnergateway.tests.benchmark.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.json.StrictJson;

/** One Amazon order, from its bytes to the bytes of the canonical order. */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before anything else.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OrderMappingBenchmark {
  /** The root of the repository. */
  @Param("")
  public String repository = "";

  /** The golden case whose order is mapped. */
  @Param("")
  public String goldenCase = "";

  private byte[] message = {};
  private CanonicalOrders orders;
  private HandWrittenOrderMapping byHand;

  /** Also makes sure that both ways come to the same. */
  @Setup
  public void prepare() throws IOException {
    JsonNode row = StrictJson.read(Files.readAllBytes(Path.of(goldenCase)));
    message = StrictJson.write(row.path("message").path("input").path("body"));
    orders =
        new CanonicalOrders(
            DefinitionTree.ofDirectory(Path.of(repository)),
            "transformations/partners/amazon/order.message.jslt");
    byHand = new HandWrittenOrderMapping(CanonicalOrders.draft());
    JsonNode ours = StrictJson.read(gateway());
    JsonNode theirs = StrictJson.read(byHand.map(message));
    if (!ours.equals(theirs)) {
      throw new IllegalStateException("the two differ:\n" + ours + "\n" + theirs);
    }
  }

  /** Read strictly, and with every check. */
  @Benchmark
  public byte[] gateway() {
    ObjectNode input = StrictJson.nodes().objectNode();
    input.set("body", StrictJson.read(message));
    input.set("settings", StrictJson.nodes().objectNode());
    return orders.of(input);
  }

  /** Without any. */
  @Benchmark
  public byte[] byHand() throws IOException {
    return byHand.map(message);
  }
}
