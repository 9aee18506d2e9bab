package org.partnergateway.contracts.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.TestTrees;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Documents;
import org.partnergateway.contracts.documents.Bundler;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.SchemaLibrary;

class AsyncContractTest {

  private static final String PATH = "contracts/shop/shop.asyncapi.yaml";

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          shop.order.created | {"type":"shop.order.created","data":{"id":"1","lines":[]}} |
          shop.order.created | {"type":"shop.order.created","data":{"id":1,"lines":[]}}   | /data/id must be a string, but was the number 1
          shop.order.created | {"type":"x","data":{"id":"1","lines":[]}}                  | /type must be the string "shop.order.created", but was the string "x"
          shopClosed         | {}                                                         |
          shop.order.creatd  | {}                                                         | /type is not a known event type; did you mean shop.order.created?
          """)
  void eventsAreCheckedByTheirType(String type, String event, String violation) {
    assertThat(
            read(TestTrees.shop())
                .check(type, StrictJson.read(event.getBytes(StandardCharsets.UTF_8))))
        .extracting(Object::toString)
        .isEqualTo(violation == null ? List.of() : List.of(violation));
  }

  @Test
  void messagesGoByTheirNameOrTheirKey() {
    assertThat(read(TestTrees.shop()).messages())
        .containsExactly("shop.order.created", "shopClosed");
  }

  @Test
  void theBundleIsOneDocumentThatSaysTheSame() {
    String yaml = bundle(TestTrees.shop());

    assertThat(yaml)
        .doesNotContain(".yaml\n")
        .contains(
            "$ref: \"#/components/schemas/Order\"", "$ref: \"#/components/messages/orderCreated\"");
    assertThat(bundle(TestTrees.shopWith(PATH, yaml))).isEqualTo(yaml);
  }

  @ParameterizedTest(name = "with {0} as {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          asyncapi: 3.0.0     | asyncapi: 2.6.0                    | shop.asyncapi.yaml:1:1: must be an AsyncAPI 3 document
          schemas/order.yaml  | schemas/ordr.yaml                  | there is no file contracts/shop/schemas/ordr.yaml; did you mean contracts/shop/schemas/order.yaml?
          'payload: {type: object, maxProperties: 0}' | summary: x | shop.asyncapi.yaml:20:5: the message needs a payload
          name: shop.order.created | name: shopClosed              | another message is named "shopClosed" already
          """)
  void whatIsWrongWithADocumentIsTold(String text, String replacement, String problem) {
    String original = TestTrees.shop().get(PATH).text();
    assertThat(original).contains(text);

    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(() -> read(TestTrees.shopWith(PATH, original.replace(text, replacement))))
        .withMessageContaining(problem);
  }

  private static AsyncContract read(DefinitionTree tree) {
    return AsyncContract.read(PATH, new SchemaLibrary(tree));
  }

  private static String bundle(DefinitionTree tree) {
    return Bundler.bundle(new Documents(tree), PATH).yaml();
  }
}
