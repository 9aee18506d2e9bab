package org.partnergateway.contracts.edi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;

/** Reads and writes interchanges by the schemas of a partner of the house. */
class InterchangeTest {
  private static final String ORDER =
      """
      ISA*00*          *00*          *ZZ*RETAILER       *ZZ*MERCHANT       *261120*0930*^*00501*000000042*0*P*>~
      GS*PO*RETAILER*MERCHANT*20261120*0930*42*X*005010~
      ST*850*0001~
      BEG*00*DS*4500012345**20261120~
      REF*DP*0420~
      N1*ST*東京倉庫*92*00817~
      N3*1-1-2 大手町~
      N4*Tokyo**100-0004*JP~
      PO1*1*2*EA*34.98**UP*012345678905*VN*KETTLE-12~
      CTP***9.90*1*EA>2~
      PID*F****Kettle~
      PO1*2*1*EA*5.00**UP*036000291452~
      CTT*2~
      SE*12*0001~
      GE*1*42~
      IEA*1*000000042~
      """;

  private static DefinitionTree tree;
  private static EdiContract order;

  @BeforeAll
  static void schemas() {
    tree = DefinitionTree.ofDirectory(Path.of(".."));
    order = contract("850");
  }

  private static EdiContract contract(String name) {
    return EdiContract.read(tree, "contracts/partners/edi-retailer/" + name + ".edi.xml");
  }

  @Test
  void what_may_come_twice_is_an_array_and_every_element_has_its_name() throws Exception {
    JsonNode read =
        transaction(ORDER.replace("CTP***9.90*1*EA>2~\n", "").replace("SE*12", "SE*11")).tree();

    assertThat(read)
        .isEqualTo(
            StrictJson.read(
                """
                {"interchange": {"standard": "x12", "sender": {"qualifier": "ZZ", "id": "RETAILER"},
                  "receiver": {"qualifier": "ZZ", "id": "MERCHANT"}, "date": "261120", "time": "0930",
                  "control_number": "000000042", "usage": "P"},
                 "group": {"functional_id": "PO", "sender": "RETAILER", "receiver": "MERCHANT", "date": "20261120",
                  "time": "0930", "control_number": "42", "version": "005010"},
                 "transaction": {"type": "850", "control_number": "0001"},
                 "BEG": {"BEG01": "00", "BEG02": "DS", "BEG03": "4500012345", "BEG05": "20261120"},
                 "REF": [{"REF01": "DP", "REF02": "0420"}],
                 "parties": [{"N1": {"N101": "ST", "N102": "東京倉庫", "N103": "92", "N104": "00817"},
                  "N3": [{"N301": "1-1-2 大手町"}], "N4": {"N401": "Tokyo", "N403": "100-0004", "N404": "JP"}}],
                 "lines": [
                  {"PO1": {"PO101": "1", "PO102": "2", "PO103": "EA", "PO104": "34.98", "PO106": "UP",
                   "PO107": "012345678905", "PO108": "VN", "PO109": "KETTLE-12"},
                   "PID": [{"PID01": "F", "PID05": "Kettle"}]},
                  {"PO1": {"PO101": "2", "PO102": "1", "PO103": "EA", "PO104": "5.00", "PO106": "UP",
                   "PO107": "036000291452"}}],
                 "totals": {"CTT": {"CTT01": "2"}}}
                """
                    .getBytes(UTF_8)));
  }

  @Test
  void a_composite_is_an_object() throws Exception {
    JsonNode line = transaction(ORDER).tree().at("/lines/0/CTP/0");

    assertThat(line)
        .isEqualTo(
            StrictJson.read(
                """
                {"CTP03": "9.90", "CTP04": "1", "CTP05": {"CTP0501": "EA", "CTP0502": "2"}}
                """
                    .getBytes(UTF_8)));
  }

  @ParameterizedTest(name = "{0} instead of {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PO1*1*2*EA | PO1*1*two*EA             | PO102 in segment 7 has a character that its type doesn't have: two | PO1 | 330 | 6
          *34.98**   | *34.98*XXX*              | PO105 in segment 7 is too long: XXX | PO1 | 639 | 5
          20261120~  | 20261340~                | BEG05 in segment 2 is no date: 20261340 | | 373 | 8
          BEG*00     | BEG*QQ                   | BEG01 in segment 2 is no code of the schema: QQ | | 353 | 7
          *4500012345| *                        | BEG03 in segment 2 is missing | | 324 | 1
          REF*DP*0420~| REF*DP*0420~XYZ*1~      | XYZ in segment 4 isn't in the transaction set | | | 2
          UP*036000291452 | UP                  | PO107 in segment 9 is missing beside what is there | PO1 | 234 | 2
          BEG*00*DS*4500012345**20261120~ |     | BEG in segment 2 is missing | | | 3
          PID*F****Kettle~ | PID*F****Kettle~BEG*00*DS*1**20261120~ | BEG in segment 9 comes once too often | | | 5
          SE*12*     | SE*10*                   | SE01 in segment 11 isn't what was counted: 10 | | 96 | ''
          *0001~GE   | *0002~GE                 | SE02 in segment 11 isn't what its header has: 0002 | | 329 | ''
          """)
  void what_breaks_the_schema_is_told_with_its_place(
      String right, String wrong, String fault, String loop, String reference, String code)
      throws Exception {
    String text = ORDER.replace("CTP***9.90*1*EA>2~\n", "").replace("\n", "");
    int segments = 11;
    String broken = text.replace("SE*12", "SE*" + segments);
    String there = right.replace("SE*12", "SE*11");
    assertThat(broken).contains(there);
    broken =
        broken.replaceFirst(
            java.util.regex.Pattern.quote(there),
            java.util.regex.Matcher.quoteReplacement(wrong == null ? "" : wrong));

    List<EdiFault> faults = new ArrayList<>(transaction(broken).faults());
    if (faults.size() > 1) {
      faults.removeIf(one -> one.kind() == EdiFault.Kind.COUNT_DIFFERS);
    }

    assertThat(faults).hasSize(1);
    EdiFault first = faults.getFirst();
    assertThat(first.toString()).isEqualTo(fault);
    assertThat(first.loop()).isEqualTo(loop);
    assertThat(first.kind().x12()).isEqualTo(code);
    assertThat(first.reference()).isEqualTo(reference);
  }

  @Test
  void what_was_read_is_written_as_it_came() throws Exception {
    String text = ORDER.replace("CTP***9.90*1*EA>2~\n", "CTP***9.90*1*EA>2~\n").replace("\n", "");
    List<EdiPart> parts = parts(text, order);
    EdiPart.Transaction read = (EdiPart.Transaction) parts.get(2);
    ObjectNode body = ((ObjectNode) read.tree()).deepCopy();
    body.remove(List.of("interchange", "group", "transaction"));
    InterchangeWriter writer = new InterchangeWriter(EdiDelimiters.X12, UTF_8);

    assertThat(writer.check(order, EdiStandard.X12, "850", "005010", body)).isEmpty();
    byte[] written =
        writer.write(
            ((EdiPart.InterchangeBegin) parts.get(0)).interchange(),
            ((EdiPart.GroupBegin) parts.get(1)).group(),
            order,
            "850",
            "005010",
            body);

    assertThat(new String(written, UTF_8)).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"BEG": {"BEG001": "00"}}             | /BEG/BEG001 is unknown to the contract; did you mean BEG01?
          {"BEG": {}, "line": []}               | /line is unknown to the contract; did you mean lines?
          {"lines": {"PO1": {}}}                | /lines must be an array
          {"BEG": {"BEG03": "45*1"}}            | /BEG/BEG03 has *, which tells parts of the interchange apart
          {"BEG": {"BEG03": "45\\u00071"}}      | /BEG/BEG03 has a control character
          {"BEG": {"BEG03": "Größe"}}           | /BEG/BEG03 has characters that the partner's character set US-ASCII doesn't have: Größe
          {"BEG": {"BEG03": true}}              | /BEG/BEG03 must be text or a number
          {"BEG": {"BEG01": "00", "BEG02": "DS", "BEG03": "12345678901234567890123", "BEG05": "20261120"}, "lines": [{"PO1": {}}]} | /BEG/BEG03 is too long: 12345678901234567890123
          {"BEG": {"BEG01": "00", "BEG02": "DS", "BEG03": "1", "BEG05": "20261120"}} | (the whole message) PO1 is missing
          """)
  void what_breaks_the_schema_is_never_sent(String tree, String violation) {
    InterchangeWriter writer = new InterchangeWriter(EdiDelimiters.X12, StandardCharsets.US_ASCII);

    assertThat(
            writer
                .check(
                    order, EdiStandard.X12, "850", "005010", StrictJson.read(tree.getBytes(UTF_8)))
                .stream()
                .map(Violation::toString))
        .contains(violation);
  }

  @Test
  void a_type_without_a_schema_is_passed_over() throws Exception {
    List<EdiPart> parts = parts(ORDER.replace("ST*850", "ST*875"), null);

    EdiPart.Transaction read = (EdiPart.Transaction) parts.get(2);
    assertThat(read.type()).isEqualTo("875");
    assertThat(read.tree()).isNull();
    assertThat(read.faults()).isEmpty();
    assertThat(parts).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                      | false
          hello                   | false
          PO1*1*2~                | false
          ISA*00*                 | false
          """)
  void what_is_no_interchange_is_told(String text, boolean begun) {
    assertThatExceptionOfType(BrokenInterchangeException.class)
        .isThrownBy(() -> parts(text, order))
        .matches(e -> e.begun() == begun);
  }

  @Test
  void an_interchange_that_is_cut_off_is_told_after_what_is_whole() {
    String cut = ORDER.substring(0, ORDER.indexOf("CTT"));

    assertThatExceptionOfType(BrokenInterchangeException.class)
        .isThrownBy(() -> parts(cut, order))
        .matches(BrokenInterchangeException::begun);
  }

  @Test
  void a_group_and_an_interchange_say_what_their_trailers_have_wrong() throws Exception {
    List<EdiPart> parts =
        parts(
            ORDER.replace("GE*1*42", "GE*2*43").replace("IEA*1*000000042", "IEA*1*000000041"),
            order);

    assertThat(((EdiPart.GroupEnd) parts.get(3)).faults().stream().map(EdiFault::kind))
        .containsExactlyInAnyOrder(
            EdiFault.Kind.CONTROL_NUMBERS_DIFFER, EdiFault.Kind.COUNT_DIFFERS);
    assertThat(((EdiPart.InterchangeEnd) parts.get(4)).faults().stream().map(EdiFault::kind))
        .containsExactly(EdiFault.Kind.CONTROL_NUMBERS_DIFFER);
  }

  private static EdiPart.Transaction transaction(String text) throws Exception {
    return (EdiPart.Transaction) parts(text, order).get(2);
  }

  static List<EdiPart> parts(String text, EdiContract contract) throws Exception {
    List<EdiPart> parts = new ArrayList<>();
    try (InterchangeReader reader =
        new InterchangeReader(
            new ByteArrayInputStream(text.getBytes(UTF_8)), UTF_8, type -> contract)) {
      for (EdiPart part = reader.next(); part != null; part = reader.next()) {
        parts.add(part);
      }
    }
    return parts;
  }
}
