package org.partnergateway.tests.benchmark.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xlate.edi.schema.EDISchemaException;
import io.xlate.edi.schema.Schema;
import io.xlate.edi.schema.SchemaFactory;
import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamEvent;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** An 850 of many lines, from its bytes to the bytes of the canonical order. */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() before anything else.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PurchaseOrderBenchmark {
  /** The root of the repository. */
  @Param("")
  public String repository = "";

  /** The golden case whose lines the order has. */
  @Param("")
  public String goldenCase = "";

  /** How many lines it has. */
  @Param("1")
  public int lines = 1;

  private byte[] interchange = {};
  private Schema schema;
  private GatewayPurchaseOrder gateway;

  /** Also makes sure that no line is lost. */
  @Setup
  public void prepare() throws IOException, EDISchemaException {
    JsonNode row = StrictJson.read(Files.readAllBytes(Path.of(goldenCase)));
    gateway =
        new GatewayPurchaseOrder(
            DefinitionTree.ofDirectory(Path.of(repository)),
            (ObjectNode) row.path("message").path("input"));
    interchange = gateway.interchange(lines);
    Path contract = Path.of(repository, "contracts/partners/edi-retailer/850.edi.xml");
    SchemaFactory factory = SchemaFactory.newFactory();
    factory.setProperty(SchemaFactory.SCHEMA_LOCATION_URL_CONTEXT, contract.toUri().toURL());
    try (InputStream file = Files.newInputStream(contract)) {
      schema = factory.createSchema(file);
    }
    int mapped = StrictJson.read(gateway.map(interchange)).path("line_items").size();
    if (mapped != lines) {
      throw new IllegalStateException("%d lines became %d".formatted(lines, mapped));
    }
  }

  /** With every check. */
  @Benchmark
  public byte[] gateway() {
    return gateway.map(interchange);
  }

  /** The library alone, that reads each element's text and checks nothing. */
  @Benchmark
  public int library() throws EDIStreamException, IOException {
    return read(null);
  }

  /** The library alone, under the transaction's schema. */
  @Benchmark
  public int libraryWithSchema() throws EDIStreamException, IOException {
    return read(schema);
  }

  private int read(@Nullable Schema held) throws EDIStreamException, IOException {
    int characters = 0;
    try (EDIStreamReader reader =
        EDIInputFactory.newFactory()
            .createEDIStreamReader(new ByteArrayInputStream(interchange), "UTF-8")) {
      while (reader.hasNext()) {
        EDIStreamEvent event = reader.next();
        if (event == EDIStreamEvent.START_TRANSACTION && held != null) {
          reader.setTransactionSchema(held);
        } else if (event == EDIStreamEvent.ELEMENT_DATA) {
          characters += reader.getText().length();
        } else if (event.isError()) {
          throw new IllegalStateException("no 850: " + reader.getErrorType());
        }
      }
    }
    return characters;
  }
}
