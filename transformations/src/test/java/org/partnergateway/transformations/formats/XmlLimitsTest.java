package org.partnergateway.transformations.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.http.BodyForm;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.xml.XmlDocument;

/** A document that would take more of the machine than a partner's message may. */
final class XmlLimitsTest {
  private static final WireFormat XML =
      WireFormats.of(new BodyForm("application/xml", XmlDocument.ANYTHING));

  @ParameterizedTest
  @CsvSource({
    "64 levels, true",
    "65 levels, false",
    "64 attributes, true",
    "65 attributes, false",
    "10000 children, true",
    "10001 children, false",
    "2000000 characters, true",
    "20000001 characters, false",
    "20000001 characters in pieces, false",
    "200000 elements, true",
    "200001 elements, false",
  })
  void a_document_has_its_limits(String size, boolean read) {
    byte[] document = document(size).getBytes(UTF_8);
    if (read) {
      assertThatCode(() -> XML.read(document)).doesNotThrowAnyException();
    } else {
      assertThatExceptionOfType(MalformedMessageException.class)
          .isThrownBy(() -> XML.read(document))
          .satisfies(e -> assertThat(e.line()).isPositive());
    }
  }

  private static String document(String size) {
    int count = Integer.parseInt(size.substring(0, size.indexOf(' ')));
    return switch (size.substring(size.indexOf(' ') + 1)) {
      case "levels" -> "<a>".repeat(count) + "</a>".repeat(count);
      case "children" -> "<a>" + "<b/>".repeat(count) + "</a>";
      case "characters" -> "<a>" + "x".repeat(count) + "</a>";
      case "characters in pieces" ->
          "<a>" + ("x".repeat(1_000_000) + "<!-- -->").repeat(count / 1_000_000) + "xx</a>";
      case "elements" -> elements(count);
      default -> attributes(count);
    };
  }

  /** In groups of less than may stand in one element. */
  private static String elements(int count) {
    StringBuilder document = new StringBuilder("<a>");
    int left = count - 1;
    while (left > 0) {
      int group = Math.min(left, 5_000);
      document.append("<b>").append("<c/>".repeat(group - 1)).append("</b>");
      left -= group;
    }
    return document.append("</a>").toString();
  }

  private static String attributes(int count) {
    StringBuilder document = new StringBuilder("<a");
    for (int i = 0; i < count; i++) {
      document.append(" a").append(i).append("='x'");
    }
    return document.append("/>").toString();
  }

  @Test
  void entities_in_entities_are_no_bomb() {
    String bomb = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>";
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> XML.read(bomb.getBytes(UTF_8)))
        .withMessage("line 1, column 1: a document type, which is not read");
  }

  @Test
  void a_byte_order_mark_and_other_encodings_are_read() {
    assertThat(XML.read("\uFEFF<a>ü</a>".getBytes(UTF_8)).textValue()).isEqualTo("ü");
    assertThat(XML.read("<a>ü</a>".getBytes(UTF_16)).textValue()).isEqualTo("ü");
    String latin = "<?xml version='1.0' encoding='ISO-8859-1'?><a>ü</a>";
    assertThat(XML.read(latin.getBytes(ISO_8859_1)).textValue()).isEqualTo("ü");
  }

  @Test
  void bytes_that_are_not_what_they_say_are_refused() {
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> XML.read("<a>ü</a>".getBytes(ISO_8859_1)))
        .withMessageStartingWith("line 1, column");
  }
}
