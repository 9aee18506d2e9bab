package org.partnergateway.transformations.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionFile;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.contracts.schema.Violation;

/**
 * Envelopes as {@code rows/shop.wsdl} describes them, by the rows of {@code rows/soap.yaml}: a
 * request's tree with what is written and said of it, an answer's envelope with its tree.
 */
final class SoapRowsTest {
  private static final String PATH = "contracts/partners/acme/shop.wsdl";
  private static final String WSDL = new String(resource("shop.wsdl"), UTF_8);
  private static final HttpOperation BOOK = contract(WSDL).operation("Book");

  @TestFactory
  Stream<DynamicTest> envelopes_are_as_the_contract_says() {
    JsonNode rows = YamlTree.read(new DefinitionFile("soap.yaml", resource("soap.yaml"))).root();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.get("that").textValue(),
                    () -> {
                      if (row.has("request")) {
                        checkRequest(row);
                      } else {
                        checkAnswer(row);
                      }
                    }));
  }

  private static void checkRequest(JsonNode row) {
    JsonNode tree = row.get("request");
    assertThat(words(BOOK.checkBody(tree))).isEqualTo(texts(row.get("violations")));
    if (row.has("written")) {
      WireFormat format = WireFormats.of(Objects.requireNonNull(BOOK.requestForm()));
      byte[] written = format.write(tree);
      assertThat(new String(written, UTF_8))
          .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + row.get("written").textValue());
      assertThat(format.read(written)).isEqualTo(tree);
    }
  }

  private static void checkAnswer(JsonNode row) {
    WireFormat format = WireFormats.of(BOOK.answerForm(200, "text/xml; charset=utf-8"));
    byte[] bytes = row.get("answer").textValue().getBytes(UTF_8);
    if (row.has("malformed")) {
      assertThatExceptionOfType(MalformedMessageException.class)
          .isThrownBy(() -> format.read(bytes))
          .withMessageContaining(row.get("malformed").textValue())
          .satisfies(e -> assertThat(e.line()).isPositive());
      return;
    }
    JsonNode tree = format.read(bytes);
    assertThat(text(tree)).isEqualTo(text(row.get("tree")));
    List<String> expected = new ArrayList<>();
    texts(row.get("violations")).forEach(one -> expected.add("/body" + one));
    assertThat(words(BOOK.checkResponse(200, "text/xml", tree))).isEqualTo(expected);
  }

  @Test
  void the_contract_alone_says_which_operation_is_meant_and_where_it_is() {
    assertThat(BOOK.fixedHeaders())
        .isEqualTo(
            Map.of("SOAPAction", "\"urn:shop/Book\"", "Content-Type", "text/xml; charset=utf-8"));
    assertThat(BOOK.method() + " " + BOOK.pathTemplate()).isEqualTo("POST /services/shop.asmx");
  }

  @Test
  void a_partner_that_has_come_further_can_be_simulated() {
    JsonNode tree =
        StrictJson.read(
            """
            {"Body": {"Fault": {"faultcode": "Client", "faultstring": "No.",
             "detail": {"ValidationFault": {"Detail": [{"Message": "x", "Code": "7"}]}}}}}
            """
                .getBytes(UTF_8));
    var xml = Objects.requireNonNull(BOOK.answerForm(500, "text/xml").xml());
    assertThat(xml.read(xml.writeWithOthers(tree))).isEqualTo(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "</wsdl:types> | </wsdl:type> | 62 | is no WSDL: The element type \"wsdl:types\" must be"
            + " terminated by the matching end-tag \"</wsdl:types>\".",
        "<wsdl:message name=\"Book\"> | <wsdl:import namespace=\"x\""
            + " location=\"http://x.example/a.wsdl\"/><wsdl:message name=\"Book\"> | 63 | names"
            + " another file, \"http://x.example/a.wsdl\"; write its content into this one",
        "type=\"t:Book\"/> | type=\"t:Bok\"/> | 59 | has types that are no valid schema:"
            + " src-resolve: Cannot resolve the name 't:Bok' to a(n) 'type definition' component.",
        "style=\"document\" | style=\"rpc\" | 68 | the operation \"Book\" must be of the style"
            + " document",
        "element=\"t:Booked\" | element=\"t:Boked\" | 65 | can't be read: Part body defined as"
            + " element {urn:shop:types}Boked which is not in the schema.",
        "<soap:address location=\"https://shop.example/services/shop.asmx\"/> | <!-- --> | 0 | has"
            + " no port with a SOAP binding and an address",
      })
  void what_is_wrong_with_a_wsdl_is_told_with_its_place(
      String right, String wrong, int line, String problem) {
    DefinitionException e =
        catchThrowableOfType(DefinitionException.class, () -> contract(WSDL.replace(right, wrong)));
    assertThat(e).as("the refusal").isNotNull();
    assertThat(e.problems().getFirst().message()).isEqualTo(problem);
    assertThat(e.problems().getFirst().file()).isEqualTo(PATH);
    assertThat(e.problems().getFirst().line()).isEqualTo(line);
  }

  @Test
  void an_unknown_operation_is_told_with_the_nearest() {
    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(() -> contract(WSDL).operation("Bok"))
        .withMessageContaining("declares no operation \"Bok\"; did you mean Book?");
  }

  private static List<String> words(List<Violation> violations) {
    return violations.stream().map(Violation::toString).toList();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(one.textValue()));
    return texts;
  }

  private static String text(JsonNode tree) {
    return new String(StrictJson.write(tree), UTF_8);
  }

  private static HttpContract contract(String wsdl) {
    DefinitionTree tree = DefinitionTree.of(Map.of(PATH, wsdl.getBytes(UTF_8)));
    return HttpContract.read(PATH, new SchemaLibrary(tree));
  }

  private static byte[] resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(SoapRowsTest.class.getResourceAsStream("/rows/" + name))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError("rows/" + name + " can be read", e);
    }
  }
}
