package org.partnergateway.transformations.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionFile;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.SchemaLibrary;

/**
 * XML as a contract describes it, by the rows of {@code rows/xml.yaml}: a schema, and
 *
 * <ul>
 *   <li>{@code xml} and {@code tree}: each is turned into the other
 *   <li>{@code xml} and {@code read}: only read so; {@code tree} and {@code written}: only written
 *       so
 *   <li>{@code xml} and {@code malformed}, {@code tree} and {@code refused}: what is said instead
 *   <li>{@code broken}: what is said of the schema
 * </ul>
 */
final class XmlRowsTest {
  private static final String PATH = "contracts/partners/acme/shop.openapi.yaml";
  private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

  @TestFactory
  Stream<DynamicTest> xml_is_read_and_written_as_the_contract_says() {
    JsonNode rows = YamlTree.read(new DefinitionFile("rows/xml.yaml", resource())).root();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> DynamicTest.dynamicTest(row.get("that").textValue(), () -> check(row)));
  }

  private static void check(JsonNode row) {
    if (row.has("broken")) {
      DefinitionException broken =
          catchThrowableOfType(DefinitionException.class, () -> format(row));
      assertThat(broken).as("what is wrong with the schema").isNotNull();
      assertThat(broken.problems().getFirst().message()).isEqualTo(row.get("broken").textValue());
      assertThat(broken.problems().getFirst().line()).isPositive();
      return;
    }
    WireFormat format = format(row);
    if (row.has("malformed")) {
      MalformedMessageException malformed =
          catchThrowableOfType(
              MalformedMessageException.class, () -> format.read(bytes(row.get("xml"))));
      assertThat(malformed).as("the refusal").isNotNull();
      assertThat(malformed).hasMessage(row.get("malformed").textValue());
    } else if (row.has("refused")) {
      assertThat(catchThrowable(() -> format.write(row.get("tree"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(row.get("refused").textValue());
    } else {
      checkTurned(row, format);
    }
  }

  /** Trees are compared as text, so that 1.10 is not 1.1, nor 5 the float 5.0. */
  private static void checkTurned(JsonNode row, WireFormat format) {
    JsonNode read = row.has("read") ? row.get("read") : row.get("tree");
    if (row.has("xml")) {
      assertThat(text(format.read(bytes(row.get("xml"))))).isEqualTo(text(read));
    }
    String written = row.path(row.has("written") ? "written" : "xml").textValue();
    if (row.has("tree")) {
      assertThat(new String(format.write(row.get("tree")), UTF_8)).isEqualTo(DECLARATION + written);
    }
    assertThat(row.has("xml") || row.has("tree")).as("the row says something").isTrue();
  }

  private static String text(JsonNode tree) {
    return new String(StrictJson.write(tree), UTF_8);
  }

  private static byte[] bytes(JsonNode xml) {
    return xml.textValue().getBytes(UTF_8);
  }

  private static WireFormat format(JsonNode row) {
    String document =
        """
        {"openapi": "3.1.0", "info": {"title": "Shop", "version": "1"},
         "paths": {"/orders": {"post": {
           "operationId": "order",
           "requestBody": {"content": {"application/xml": {"schema": %s}}},
           "responses": {"204": {"description": "Done."}}}}},
         "components": {"schemas": %s}}
        """
            .formatted(row.get("schema"), row.has("components") ? row.get("components") : "{}");
    DefinitionTree tree = DefinitionTree.of(Map.of(PATH, document.getBytes(UTF_8)));
    return WireFormats.of(
        Objects.requireNonNull(
            HttpContract.read(PATH, new SchemaLibrary(tree)).operation("order").requestForm()));
  }

  private static byte[] resource() {
    try (InputStream in =
        Objects.requireNonNull(XmlRowsTest.class.getResourceAsStream("/rows/xml.yaml"))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError("rows/xml.yaml can be read", e);
    }
  }
}
