package org.partnergateway.contracts.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionTreeTest {

  @TempDir private Path directory;

  @Test
  void aCheckoutGivesItsDefinitionFilesAndNothingElse() throws IOException {
    for (String path :
        new String[] {
          "contracts/partners/ups/shipping.openapi.yaml",
          "contracts/src/test/resources/x.yaml",
          "contracts/target/classes/contracts/partners/ups/shipping.openapi.yaml",
          "contracts/pom.xml",
          "transformations/partners/ups/target/deep.jslt",
          "transformations/shared/address.jslt",
          "partner-adapters/partners/ups.yaml",
          "partner-adapters/partners/.ups.yaml.swp.yaml",
          "routes/standard/outbound.camel.yaml",
          "tests/partners/ups/case.json",
          "README.yaml",
        }) {
      Files.createDirectories(directory.resolve(path).getParent());
      Files.writeString(directory.resolve(path), path);
    }

    DefinitionTree tree = DefinitionTree.ofDirectory(directory);

    assertThat(tree.paths())
        .containsExactly(
            "contracts/partners/ups/shipping.openapi.yaml",
            "partner-adapters/partners/ups.yaml",
            "routes/standard/outbound.camel.yaml",
            "transformations/partners/ups/target/deep.jslt",
            "transformations/shared/address.jslt");
    assertThat(tree.get("partner-adapters/partners/ups.yaml").text())
        .isEqualTo("partner-adapters/partners/ups.yaml");
  }

  @Test
  void aDirectoryThatIsNotThereIsAProblem() {
    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(() -> DefinitionTree.ofDirectory(directory.resolve("gone")))
        .withMessageContaining("gone: is not a directory");
  }

  @Test
  void aMissingFileIsAProblemThatSuggestsTheNearestPath() {
    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(
            () ->
                tree("contracts/partners/ups/shipping.openapi.yaml")
                    .get("contracts/partners/ups/shiping.openapi.yaml"))
        .withMessageContaining(
            "contracts/partners/ups/shiping.openapi.yaml: there is no such file; did you mean contracts/partners/ups/shipping.openapi.yaml?");
  }

  @Test
  void twoTreesBecomeOne() {
    DefinitionTree both = DefinitionTree.overlay(tree("a.yaml"), tree("b.yaml"));

    assertThat(both.paths()).containsExactly("a.yaml", "b.yaml");
  }

  @Test
  void everyPathInBothTreesIsAProblem() {
    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(
            () ->
                DefinitionTree.overlay(
                    tree("a.yaml", "b.yaml", "c.yaml"), tree("c.yaml", "a.yaml")))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(Problem::file)
                    .containsExactly("a.yaml", "c.yaml"));
  }

  private static DefinitionTree tree(String... paths) {
    Map<String, byte[]> contents = new HashMap<>();
    for (String path : paths) {
      contents.put(path, path.getBytes(StandardCharsets.UTF_8));
    }
    return DefinitionTree.of(contents);
  }
}
