package org.partnergateway.routes.batches.rows;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.routes.definitions.Repository;

/** What a file is, is told by how it begins. */
final class PreflightTest {
  private static final Shape LEVELS = shape("publish_inventory_level");

  private static Shape shape(String schema) {
    return SchemaShape.of(
        new SchemaLibrary(Repository.tree()).documents(),
        "contracts/canonical/schemas/" + schema + ".yaml");
  }

  private static Heading csv(String text, Character delimiter) {
    byte[] bytes = text.getBytes(UTF_8);
    return Preflight.csv(bytes, bytes.length, delimiter, UTF_8, LEVELS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          partner,sku,available             # ,
          partner;sku;available             # ;
          partner\tsku\tavailable           # \t
          partner|sku|available|as_of       # |
          "partner";"sku";"available"       # ;
          """)
  void theDelimiterIsFoundByTheHeading(String heading, String delimiter) {
    Heading found = csv(heading.replace("\\t", "\t").strip() + "\r\nbol,A,1\r\n", null);
    assertThat(String.valueOf(found.delimiter()).replace("\t", "\\t").strip())
        .isEqualTo(delimiter == null ? "\\t" : delimiter.strip());
    assertThat(found.names()).startsWith("partner", "sku", "available");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          partner,skku,available\\nbol,A,1    # The heading has the column 'skku', which is not known; did you mean 'sku'?
          partner,sku\\nbol,A                 # The heading lacks the column 'available', which every line needs.
          partner,sku,sku,available\\n        # The heading has the column 'sku' twice.
          partner,,sku,available\\n           # Column 2 of the heading has no name.
          partner.name,sku,available\\n       # The heading has the column 'partner.name', which is not known
          partner:sku:available\\n            # The heading has the column 'partner:sku:available', which is not known
          {"partner":"bol"}\\n                # The file is JSON; send one object a line as Content-Type: application/x-ndjson.
          partner,sku,available\\rbol,A,1\\r  # The lines end with carriage returns alone; write line feeds.
          \\n \\n                             # The file is empty.
          """)
  void aCsvFileThatIsNotWhatItSaysIsRefusedWithTheReason(String text, String reason) {
    String content = text.strip().replace("\\n", "\n").replace("\\r", "\r");
    assertThatThrownBy(() -> csv(content, null))
        .isInstanceOf(FileRefusedException.class)
        .hasMessageStartingWith(reason);
  }

  @Test
  void aWrongDelimiterIsRefusedAndTheRightOneNamed() {
    assertThatThrownBy(() -> csv("partner;sku;available\nbol;A;1\n", ','))
        .hasMessage(
            "With the delimiter ',' the heading is one column, 'partner;sku;available'; did you mean"
                + " delimiter=;?");
  }

  @Test
  void recordsBeginBehindTheMarkAndTheHeading() {
    Heading heading = csv("\ufeff\r\npartner,sku,available\r\nbol,A,1\r\n", null);
    assertThat(heading.names()).containsExactly("partner", "sku", "available");
    assertThat(heading.position()).isEqualTo(3 + 2 + 23);
    assertThat(heading.line()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          [{"sku":"A"}]      # The file is one JSON array; send one object a line
          {\\n  "sku": "A"\\n} # The first object goes over several lines
          partner,sku\\n     # The file doesn't begin with '{', as JSON lines do
          {"a":1}\\r{"a":2}  # The lines end with carriage returns alone
          %PDF-1.7           # The file is a PDF.
          """)
  void jsonThatIsNotAnObjectALineIsRefusedWithTheReason(String text, String reason) {
    byte[] bytes = text.strip().replace("\\n", "\n").replace("\\r", "\r").getBytes(UTF_8);
    assertThatThrownBy(() -> Preflight.jsonLines(bytes, bytes.length))
        .isInstanceOf(FileRefusedException.class)
        .hasMessageStartingWith(reason);
  }

  @Test
  void otherEncodingsAndArchivesAreNamed() {
    byte[] utf16 = ("\ufeff" + "partner,sku").getBytes(UTF_16LE);
    byte[] zip = {'P', 'K', 3, 4, 20, 0};
    byte[] gzip = {0x1f, (byte) 0x8b, 8, 0};
    assertThatThrownBy(() -> Preflight.start(utf16, utf16.length)).hasMessageContaining("UTF-16");
    assertThatThrownBy(() -> Preflight.start(zip, zip.length)).hasMessageContaining("ZIP");
    assertThatThrownBy(() -> Preflight.start(gzip, gzip.length))
        .hasMessageContaining("Content-Encoding: gzip");
  }
}
