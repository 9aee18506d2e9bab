package org.partnergateway.tests.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the README says that a partner costs is what it costs. */
final class PartnerCostTest {
  @Test
  void the_table_in_the_readme_is_what_the_script_prints()
      throws IOException, InterruptedException {
    Process script = new ProcessBuilder("./partner-cost").redirectErrorStream(true).start();
    String table = new String(script.getInputStream().readAllBytes(), UTF_8);
    assertThat(script.waitFor()).as(table).isZero();

    List<String> readme = Files.readAllLines(Path.of("../README.md"));
    assertThat(readme)
        .as("paste this into the README:%n%s", table)
        .containsAll(table.lines().toList());
    List<String> partners = table.lines().filter(line -> line.startsWith("| `")).toList();
    assertThat(partners)
        .as("partners that an edit elsewhere names")
        .allMatch(row -> row.endsWith(" 0 |"));
  }
}
