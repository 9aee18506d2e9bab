package org.partnergateway.transformations.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.http.PartForm;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;

/** In rows, {@code ~} ends a line and {@code --B} begins a boundary. */
final class MultipartFormatTest {
  private static final String TYPE = "multipart/form-data; boundary=B";
  private static final List<PartForm> FORMS =
      List.of(
          new PartForm("meta", List.of("application/json"), false),
          new PartForm("label", List.of("application/pdf", "image/*"), false),
          new PartForm("receipt", List.of("application/pdf", "image/*"), true),
          new PartForm("note", List.of(), false));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--B~Content-Disposition: form-data; name=\"meta\"~Content-Type: application/json;"
            + " charset=utf-8~~{\"n\":1.10}~--B--~ | {\"meta\":{\"n\":1.10}}",
        // By name, whatever the order, and without a type as the contract has it.
        "--B~content-disposition: form-data; name=label~Content-Type:"
            + " IMAGE/png~~PNG~--B~Content-Disposition: form-data; name=meta~~[]~--B-- |"
            + " {\"label\":\"UE5H\",\"meta\":[]}",
        // A part without a name is the first that is left for its type.
        "--B~Content-Disposition: attachment; filename=\"a.pdf\"~Content-Type:"
            + " application/pdf~~P~--B~Content-Type: image/gif~~R0lG~--B-- |"
            + " {\"label\":\"UA==\",\"receipt\":\"R0lG\"}",
        // Base64 by the contract, or by the part itself; lines may be broken.
        "--B~Content-Disposition: form-data; name=receipt~Content-Type: image/gif~~R0~lG~--B-- |"
            + " {\"receipt\":\"R0lG\"}",
        "--B~Content-Disposition: form-data; name=label~Content-Type:"
            + " image/gif~Content-Transfer-Encoding: Base64~~R0lG~--B-- | {\"label\":\"R0lG\"}",
        // Texts stay texts, and nobody knows what else may come.
        "--B~Content-Disposition: form-data; name=note~~Grüße~--B-- | {\"note\":\"Grüße\"}",
        "--B~Content-Disposition: form-data; name=new; filename=\"a \\\"b\\\";c\"~Content-Type:"
            + " application/zip~~PK~--B-- | {\"new\":\"UEs=\"}",
        // Blanks after a boundary, an empty line before the first, an empty part, a line that is
        // like a boundary but for its end.
        "~--B  ~Content-Disposition: form-data; name=note~~a~-B~--~--B~Content-Disposition:"
            + " form-data; name=label~Content-Type: image/png~~~--B-- | {\"note\":\"a\\r"
            + "\\n"
            + "-B\\r"
            + "\\n"
            + "--\",\"label\":\"\"}",
      })
  void a_body_is_read_as_one_tree(String body, String tree) {
    assertThat(MultipartFormat.read(TYPE, FORMS, bytes(body)))
        .isEqualTo(StrictJson.read(tree.getBytes(UTF_8)));
  }

  @ParameterizedTest(name = "{0} | {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | doesn't begin with its boundary",
        "hello~--B~~x~--B-- | doesn't begin with its boundary",
        "--B~~x | its last boundary is missing",
        "--B~~x~--B | goes on otherwise",
        "--B~~x~--BX~~y~--B-- | goes on otherwise",
        "--B~~x~--B--tail | something follows",
        "--B~~x~--B--~~more | something follows",
        "--B~Content-Disposition: form-data; name=note | the head of a part has no end",
        "--B~no header~~x~--B-- | a part's header line without a name",
        "--B~A: b~ c~~x~--B-- | a part's header line without a name",
        "--B~Content-Type: a/b~content-type: c/d~~x~--B-- | has the header content-type twice",
        "--B~Content-Transfer-Encoding: quoted-printable~~x~--B-- | transferred in a way",
        "--B~Content-Disposition: form-data; name=\"note~~x~--B-- | parameters can't be read",
        "--B~Content-Disposition: form-data; name=a; name=b~~x~--B-- | parameters can't be read",
        "--B~Content-Disposition: form-data; name=note~~x~--B~Content-Disposition: form-data;"
            + " name=note~~y~--B-- | part note: the part is there twice",
        "--B~Content-Disposition: form-data; name=meta~Content-Type: text/html~~x~--B-- | part"
            + " meta: the part is of the type text/html, and must be of application/json",
        "--B~Content-Disposition: form-data; name=meta~~{\"a\":1,\"a\":2}~--B-- | line 1, column",
        "--B~Content-Disposition: form-data; name=receipt~Content-Type: image/gif~~%PDF~--B-- |"
            + " part receipt: the part is no Base64 text",
        "--B~Content-Type: application/zip~~x~--B~Content-Type: application/zip~~y~--B-- | a type"
            + " that the contract has no part for",
      })
  void what_can_be_read_in_two_ways_or_breaks_the_contract_is_refused(String body, String why) {
    List<PartForm> forms = FORMS.subList(0, 4);
    assertThat(refusal(TYPE, forms, bytes(body))).contains(why);
  }

  @ParameterizedTest
  @CsvSource({
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "'multipart/form-data; boundary=\"a b \"'",
    "multipart/form-data; boundary=a\u00e4",
    "multipart/form-data; boundary=a; boundary=b",
    "multipart/form-data;"
        + " boundary=01234567890123456789012345678901234567890123456789012345678901234567890",
  })
  void a_content_type_without_a_proper_boundary_is_refused(String contentType) {
    assertThat(refusal(contentType, FORMS, bytes("--B~~x~--B--")))
        .containsAnyOf("names no boundary", "can't be read");
  }

  @Test
  void a_body_has_so_many_parts_and_no_more() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < MultipartReader.MOST_PARTS; i++) {
      many.append("--B~Content-Disposition: form-data; name=p").append(i).append("~~x~");
    }
    assertThat(MultipartFormat.read(TYPE, FORMS, bytes(many + "--B--")))
        .hasSize(MultipartReader.MOST_PARTS);
    assertThat(refusal(TYPE, FORMS, bytes(many + "--B~~x~--B--"))).contains("more than 100 parts");
  }

  @Test
  void bytes_come_through_as_they_are() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    String head = "--B\r\nContent-Disposition: form-data; name=label\r\nContent-Type: image/png";
    byte[] body =
        (head + "\r\n\r\n" + new String(all, ISO_8859_1) + "\r\n--B--").getBytes(ISO_8859_1);
    assertThat(MultipartFormat.read(TYPE, FORMS, body).path("label").asText())
        .isEqualTo(java.util.Base64.getEncoder().encodeToString(all));
  }

  private static String refusal(String contentType, List<PartForm> forms, byte[] body) {
    MalformedMessageException e =
        catchThrowableOfType(
            MalformedMessageException.class, () -> MultipartFormat.read(contentType, forms, body));
    assertThat(e).as("accepted").isNotNull();
    return String.valueOf(e.getMessage());
  }

  private static byte[] bytes(String row) {
    return row.replace("~", "\r\n").getBytes(UTF_8);
  }
}
