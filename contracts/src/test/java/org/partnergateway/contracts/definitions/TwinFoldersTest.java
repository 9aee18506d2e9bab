package org.partnergateway.contracts.definitions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TwinFoldersTest {
  static Stream<Arguments> folders() {
    return Stream.of(
        Arguments.of(
            "the same files are the first one's",
            List.of("a/x: 1", "a/y: 2", "b/x: 1", "b/y: 2", "c/x: 1", "c/y: 2"),
            Map.of("b/x", "a/x", "b/y", "a/y", "c/y", "a/y", "a/x", "a/x")),
        Arguments.of("deeper ones too", List.of("a/d/x: 1", "b/d/x: 1"), Map.of("b/d/x", "a/d/x")),
        Arguments.of(
            "another content", List.of("a/x: 1", "b/x: 2"), Map.of("b/x", "b/x", "a/x", "a/x")),
        Arguments.of("another name", List.of("a/x: 1", "b/y: 1"), Map.of("b/y", "b/y")),
        Arguments.of("a file more", List.of("a/x: 1", "b/x: 1", "b/y: 2"), Map.of("b/x", "b/x")),
        Arguments.of(
            "a file that holds what two have, names and all",
            List.of("a/x: 1/y\n0\n2", "b/x: 1", "b/y: 2"),
            Map.of("b/x", "b/x", "b/y", "b/y")),
        Arguments.of("a file of no folder", List.of("a: 1", "b: 1"), Map.of("b", "b")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("folders")
  void areTwinsWhenAllTheirFilesAreTheSame(
      String what, List<String> files, Map<String, String> firsts) {
    Map<String, byte[]> contents = new HashMap<>();
    for (String file : files) {
      String[] parts = file.split(": ", 2);
      contents.put("contracts/partners/" + parts[0], parts[1].getBytes(UTF_8));
    }
    // What lies elsewhere is nobody's twin.
    contents.put("transformations/partners/b/x", "1".getBytes(UTF_8));

    TwinFolders twins = TwinFolders.below(DefinitionTree.of(contents), "contracts/partners/");

    firsts.forEach(
        (path, first) ->
            assertThat(twins.first("contracts/partners/" + path))
                .isEqualTo("contracts/partners/" + first));
    assertThat(twins.first("transformations/partners/b/x"))
        .isEqualTo("transformations/partners/b/x");
  }
}
