package org.partnergateway.transformations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.partnergateway.contracts.definitions.DefinitionFile;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.YamlTree;

/**
 * The functions' rows in {@code rows/*.yaml}: a mapping each, and what it gives or how it fails.
 */
final class FunctionRowsTest {
  private static final String PATH = "transformations/partners/acme/row.jslt";
  private static final String ADDRESS = "transformations/shared/address.jslt";
  private static final String ZONES = "transformations/shared/zones.yaml";

  @TestFactory
  Stream<DynamicTest> functions_do_as_their_rows_say() {
    return Stream.of("money", "time", "text", "units", "tables", "language", "address")
        .flatMap(FunctionRowsTest::rows);
  }

  private static Stream<DynamicTest> rows(String file) {
    JsonNode rows =
        YamlTree.read(new DefinitionFile(file, resource("/rows/" + file + ".yaml"))).root();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                DynamicTest.dynamicTest(
                    file + ": " + row.get("map").textValue() + " of " + row.path("input"),
                    () -> check(row)));
  }

  private static void check(JsonNode row) {
    List<String> unknown = new ArrayList<>();
    Mapping mapping =
        MappingLibrary.compile(
                tree(row.get("map").textValue()),
                (partner, table, code) -> unknown.add(partner + "/" + table + "/" + code))
            .mapping(PATH);
    JsonNode input = row.has("input") ? row.get("input") : NullNode.instance;
    if (row.has("fails")) {
      MappingException failure =
          catchThrowableOfType(MappingException.class, () -> mapping.apply(input));
      assertThat(failure).as("the failure").isNotNull();
      assertThat(failure.problem().message()).isEqualTo(row.get("fails").textValue());
      assertThat(failure.problem().file()).isEqualTo(PATH);
    } else {
      // As text, so that 1.10 is not 1.1, nor 5 the float 5.0.
      assertThat(mapping.apply(input).toString()).isEqualTo(row.get("gives").toString());
    }
    List<String> expected = new ArrayList<>();
    row.path("unknown").forEach(code -> expected.add(code.textValue()));
    assertThat(unknown).isEqualTo(expected);
  }

  private static DefinitionTree tree(String mapping) {
    return DefinitionTree.of(
        Map.of(
            PATH,
            mapping.getBytes(UTF_8),
            "transformations/partners/acme/tables.yaml",
            "colour: {R: red, 1: one}\nsize: {L: {name: large}}".getBytes(UTF_8),
            "transformations/shared/tables.yaml",
            "size: {L: other}\nshape: {O: round}".getBytes(UTF_8),
            ADDRESS,
            resource("/" + ADDRESS),
            ZONES,
            resource("/" + ZONES)));
  }

  private static byte[] resource(String name) {
    try (InputStream in = FunctionRowsTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }
}
