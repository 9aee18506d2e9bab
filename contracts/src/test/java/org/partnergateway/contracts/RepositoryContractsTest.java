package org.partnergateway.contracts;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.events.AsyncContract;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.contracts.schema.SchemaLibrary;

/** Every contract in this repository can be read, and every schema in it compiled. */
class RepositoryContractsTest {

  private final DefinitionTree tree = DefinitionTree.ofDirectory(Path.of(".."));
  private final SchemaLibrary library = new SchemaLibrary(tree);

  @TestFactory
  Stream<DynamicTest> everyContractCanBeRead() {
    return tree.paths().stream()
        .filter(path -> path.startsWith("contracts/") && path.endsWith(".yaml"))
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path, () -> assertThatCode(() -> read(path)).doesNotThrowAnyException()));
  }

  private void read(String path) {
    if (path.endsWith("openapi.yaml")) {
      HttpContract.read(path, library);
    } else if (path.endsWith("asyncapi.yaml")) {
      AsyncContract.read(path, library);
    } else if (path.contains("/schemas/") || path.endsWith(".schema.yaml")) {
      library.schema(path, "");
    } else {
      library.documents().get(path);
    }
  }
}
