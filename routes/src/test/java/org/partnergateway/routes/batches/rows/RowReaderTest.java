package org.partnergateway.routes.batches.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.routes.definitions.Repository;

/** Rows of files, sound and broken, with their numbers. */
final class RowReaderTest {
  private static final SchemaLibrary SCHEMAS = new SchemaLibrary(Repository.tree());

  private static Shape shape(String schema) {
    return SchemaShape.of(SCHEMAS.documents(), "contracts/canonical/schemas/" + schema + ".yaml");
  }

  /** A row as {@code number:content}, or {@code number!fault}. */
  private static List<String> shown(RowReader reader) throws IOException {
    List<String> shown = new ArrayList<>();
    for (Rows rows = reader.next(); rows != null; rows = reader.next()) {
      for (Row row : rows.rows()) {
        shown.add(row.line() + (row.content() == null ? "!" + row.fault() : ":" + row.content()));
      }
    }
    return shown;
  }

  private static List<String> csv(String text, String schema, int most) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    Shape shape = shape(schema);
    Heading heading = Preflight.csv(bytes, bytes.length, null, UTF_8, shape);
    InputStream in = new ByteArrayInputStream(bytes);
    in.skipNBytes(heading.position());
    return shown(
        RowReader.csv(
            in,
            heading.position(),
            heading.line(),
            most,
            heading,
            CanonicalColumns.of(heading.names(), shape)));
  }

  private static List<String> json(String text) throws IOException {
    return shown(RowReader.json(new ByteArrayInputStream(text.getBytes(UTF_8)), 0, 0, 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1000})
  void aBrokenRecordBreaksNoOther(int most) throws IOException {
    assertThat(
            csv(
                """
                partner,sku,available
                bol,A,1
                bol,B

                bol,"C, or
                ""C2\"""\",3
                bol,"D"x,4
                bol,E"s,5
                bol,F,6"""
                    .replace("\"\"C2\"\"\"\"", "\"\"C2\"\"\""),
                "publish_inventory_level",
                most))
        .satisfiesExactly(
            row ->
                assertThat(row).isEqualTo("2:{\"partner\":\"bol\",\"sku\":\"A\",\"available\":1}"),
            row -> assertThat(row).isEqualTo("3!The line has 2 fields, and the heading 3."),
            row ->
                assertThat(row)
                    .isEqualTo(
                        "5:{\"partner\":\"bol\",\"sku\":\"C, or\\n\\\"C2\\\"\",\"available\":3}"),
            row -> assertThat(row).startsWith("7!The line is not well-formed CSV: "),
            row -> assertThat(row).startsWith("8:{\"partner\":\"bol\",\"sku\":\"E\\\"s\""),
            row -> assertThat(row).startsWith("9:"));
  }

  @Test
  void aQuoteThatIsNeverClosedCostsOneLine() throws IOException {
    assertThat(csv("partner,sku,available\nbol,\"A,1\nbol,B,2\n", "publish_inventory_level", 10))
        .satisfiesExactly(
            row -> assertThat(row).startsWith("2!A quoted field begins in this line"),
            row -> assertThat(row).startsWith("3:"));
  }

  @Test
  void columnsMakeTheLineByTheTypesOfItsSchema() throws IOException {
    assertThat(
            csv(
                """
                payment_id;amount.amount;amount.currency
                pay_01kaqx5v8e3c7h2m9t4r6w0y1z;1250;EUR
                pay_01kaqx5v8e3c7h2m9t4r6w0y1z;12,50;EUR
                pay_01kaqx5v8e3c7h2m9t4r6w0y1z;007;EUR
                pay_01kaqx5v8e3c7h2m9t4r6w0y1z;;
                """,
                "refund_payment",
                10))
        .containsExactly(
            "2:{\"payment_id\":\"pay_01kaqx5v8e3c7h2m9t4r6w0y1z\",\"amount\":{\"amount\":1250,\"currency\":\"EUR\"}}",
            "3:{\"payment_id\":\"pay_01kaqx5v8e3c7h2m9t4r6w0y1z\",\"amount\":{\"amount\":\"12,50\",\"currency\":\"EUR\"}}",
            "4:{\"payment_id\":\"pay_01kaqx5v8e3c7h2m9t4r6w0y1z\",\"amount\":{\"amount\":\"007\",\"currency\":\"EUR\"}}",
            "5:{\"payment_id\":\"pay_01kaqx5v8e3c7h2m9t4r6w0y1z\"}");
  }

  @Test
  void numbersInColumnsAreItemsOfLists() throws IOException {
    assertThat(
            csv(
                """
                carrier,service,ship_from.lines.0,ship_from.lines.1,parcels.0.weight.value,parcels.0.weight.unit,label.format
                ups,ups_ground,1 Dock,,1.50,kg,pdf
                """,
                "book_shipment",
                10))
        .containsExactly(
            "2:{\"carrier\":\"ups\",\"service\":\"ups_ground\",\"ship_from\":{\"lines\":[\"1 Dock\"]},"
                + "\"parcels\":[{\"weight\":{\"value\":1.50,\"unit\":\"kg\"}}],\"label\":{\"format\":\"pdf\"}}");
  }

  @Test
  void jsonLinesThatAreNoneAreNamed() throws IOException {
    assertThat(json("{\"a\":1}\r\n\n[1]\n{\"a\":}\n{\"a\":1,\"a\":2}\n{\"b\":2}"))
        .satisfiesExactly(
            row -> assertThat(row).isEqualTo("1:{\"a\":1}"),
            row -> assertThat(row).isEqualTo("3!The line is no JSON object."),
            row -> assertThat(row).startsWith("4!The line is not well-formed JSON: column 6"),
            row -> assertThat(row).contains("5!").contains("Duplicate"),
            row -> assertThat(row).isEqualTo("6:{\"b\":2}"));
  }

  @Test
  void aLineThatIsTooLongIsDroppedAndTheNextIsRead() throws IOException {
    String longest = "{\"a\":\"" + "x".repeat(3 << 20) + "\"}";
    assertThat(json("{\"a\":1}\n" + longest + "\n{\"a\":3}\n" + longest))
        .satisfiesExactly(
            row -> assertThat(row).isEqualTo("1:{\"a\":1}"),
            row -> assertThat(row).isEqualTo("2!The line is longer than 1048576 bytes."),
            row -> assertThat(row).isEqualTo("3:{\"a\":3}"),
            row -> assertThat(row).isEqualTo("4!The line is longer than 1048576 bytes."));
  }

  @Test
  void readingGoesOnFromEveryCheckpoint() throws IOException {
    StringBuilder text = new StringBuilder("partner,sku,available\r\n");
    for (int i = 0; i < 40; i++) {
      text.append("bol,\"S").append(i).append(i % 3 == 0 ? "\r\nmore\"" : "\"").append(",1\r\n");
      text.append(i % 7 == 0 ? "\r\n" : "");
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    Shape shape = shape("publish_inventory_level");
    Heading heading = Preflight.csv(bytes, bytes.length, null, UTF_8, shape);
    CanonicalColumns columns = CanonicalColumns.of(heading.names(), shape);
    List<String> all = csv(text.toString(), "publish_inventory_level", 1000);
    List<String> piecemeal = new ArrayList<>();
    long position = heading.position();
    long line = heading.line();
    while (true) {
      InputStream in = new ByteArrayInputStream(bytes);
      in.skipNBytes(position);
      Rows rows = RowReader.csv(in, position, line, 3, heading, columns).next();
      if (rows == null) {
        break;
      }
      for (Row row : rows.rows()) {
        piecemeal.add(row.line() + ":" + row.content());
        assertThat(new String(bytes, (int) row.position(), row.length(), UTF_8))
            .isEqualTo(row.text().get());
      }
      position = rows.position();
      line = rows.line();
    }
    assertThat(piecemeal).isEqualTo(all).hasSize(40);
    assertThat(position).isEqualTo(bytes.length);
  }
}
