package org.partnergateway.contracts.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.TestTrees;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionFile;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Documents;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.documents.Bundler;
import org.partnergateway.contracts.schema.SchemaLibrary;

class HttpContractTest {

  private static final String PATH = "contracts/shop/shop.openapi.yaml";

  @Test
  void operationsAreReadInTheOrderOfTheDocument() {
    assertThat(shop().operations())
        .extracting(HttpOperation::id)
        .containsExactly("getLine", "createOrder", "getHealth", "pay");
    assertThat(shop().operation("getLine").pathTemplate())
        .isEqualTo("/v1/orders/{order_id}/lines/{line}");
    assertThat(shop().operation("getLine").method()).isEqualTo("GET");
    assertThat(shop().operation("getLine").parameters())
        .extracting(HttpParameter::name)
        .containsExactly("order_id", "line", "limit", "expand", "sku", "size", "Accept-Version");
  }

  @Test
  void anUnknownOperationIsAProblemThatSuggestsTheNearest() {
    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(() -> shop().operation("createOrders"))
        .withMessageContaining("declares no operation \"createOrders\"; did you mean createOrder?");
  }

  @Test
  void webhooksAreFoundByName() {
    HttpOperation webhook = shop().webhook("order-changed");

    assertThat(webhook.id()).isEqualTo("order-changed");
    assertThat(
            webhook.checkBody(
                YamlTree.read(new DefinitionFile("x", "order: {}".getBytes(StandardCharsets.UTF_8)))
                    .root()))
        .extracting(Object::toString)
        .containsExactly(
            "/order must have the property \"id\"", "/order must have the property \"lines\"");
  }

  @Test
  void mediaTypesAndSecurityAreRead() {
    assertThat(shop().operation("createOrder").requestMediaType()).isEqualTo("application/json");
    assertThat(shop().operation("pay").requestMediaType())
        .isEqualTo("application/x-www-form-urlencoded");
    assertThat(shop().operation("getHealth").requestMediaType()).isNull();
    assertThat(shop().operation("createOrder").requiresSecurity()).isTrue();
    assertThat(shop().operation("getHealth").requiresSecurity()).isFalse();
  }

  @Test
  void theBundleIsOneDocumentThatSaysTheSame() {
    String yaml = bundle(TestTrees.shop(), PATH);

    assertThat(yaml)
        .doesNotContain(".yaml")
        .startsWith("openapi: ")
        .contains("\"NO\"", "$ref: \"#/components/schemas/Order\"");
    YamlTree bundle =
        YamlTree.read(new DefinitionFile("bundle.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
    assertThat(bundle.find("/components/schemas/Order/$schema")).isEmpty();
    assertThat(bundle.root().at("/components/schemas/Order/properties/lines/items/$ref").asText())
        .isEqualTo("#/components/schemas/Line");
    assertThat(bundle.root().at("/components/schemas/Line/properties/children/items/$ref").asText())
        .isEqualTo("#/components/schemas/Line");
    assertThat(bundle.root().at("/components/schemas/Order/properties/shipped_at/$ref").asText())
        .isEqualTo("#/components/schemas/TimeStamp");
    DefinitionTree alone = TestTrees.of("contracts/one.yaml", yaml);
    HttpContract again = HttpContract.read("contracts/one.yaml", alone, new SchemaLibrary(alone));
    assertThat(again.operations()).hasSize(4);
    assertThat(bundle(alone, "contracts/one.yaml")).isEqualTo(yaml);
  }

  @ParameterizedTest(name = "with {0} as {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          openapi: 3.1.1             | openapi: 3.0.3                | contracts/shop/shop.openapi.yaml:1:1: must be an OpenAPI 3.1 document
          'info: {title: A shop, version: "1"}' | info: {title: A shop} | contracts/shop/shop.openapi.yaml:2:1: attribute info.version is missing
          operationId: getHealth     | operationId: pay              | another operation has the operationId "pay" already
          operationId: getHealth     | summary: Health               | the operation needs an operationId
          pattern: "^ord_"           | pattren: "^ord_"              | contracts/shop/shop.openapi.yaml:69:80: "pattren" is no schema keyword
          schemas/limit.yaml         | schemas/limits.yaml           | contracts/shop/schemas/limits.yaml: there is no such file; did you mean contracts/shop/schemas/limit.yaml?
          requestBodies/Order"       | requestBodies/Ordre"          | there is nothing at #/components/requestBodies/Ordre
          schemas/order.yaml}}       | https://example.com/o.yaml}}  | leads out of the definitions; only relative paths are followed, never the network
          '"#/components/responses/Problem"' | problem.yaml          | there is no such file
          '"#/components/responses/Problem"' | schemas/limit.yaml    | only schemas may be in other files
          schema: {type: boolean}    | style: deepObject, schema: {type: object} | a parameter needs a `schema`, and a style of form or simple
          schema: {type: boolean}    | schema: {type: object}        | a parameter must be a string, a number, a boolean, or an array of these
          description: Paid.         | decsription: Paid.            | decsription is unexpected
          name: line, in: path       | name: lines, in: path         | contracts/shop/shop.openapi.yaml:10:5: path parameter "lines" must be in the path /v1/orders/{order_id}/lines/{line} and be required
          name: line, in: path       | name: lines, in: path         | contracts/shop/shop.openapi.yaml:10:5: the path has {line}, but there is no path parameter of that name
          """)
  void whatIsWrongWithADocumentIsTold(String text, String replacement, String problem) {
    String original = TestTrees.shop().get(PATH).text();
    assertThat(original).contains(text);
    DefinitionTree tree = TestTrees.shopWith(PATH, original.replace(text, replacement));

    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(() -> HttpContract.read(PATH, tree, new SchemaLibrary(tree)))
        .withMessageContaining(problem);
  }

  @Test
  void aContractWhoseSchemaCannotBeCompiledIsRefusedWithEveryProblem() {
    DefinitionTree tree =
        TestTrees.shopWith(
            "contracts/shop/schemas/order.yaml",
            "title: Order\ntype: objekt\n$defs:\n  Line:\n    pattern: '['\n");

    assertThatExceptionOfType(DefinitionException.class)
        .isThrownBy(() -> HttpContract.read(PATH, tree, new SchemaLibrary(tree)))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(Problem::file, Problem::line)
                    .containsExactly(
                        tuple("contracts/shop/schemas/order.yaml", 2),
                        tuple("contracts/shop/schemas/order.yaml", 5)));
  }

  private static HttpContract shop() {
    return HttpContract.read(PATH, TestTrees.shop(), new SchemaLibrary(TestTrees.shop()));
  }

  private static String bundle(DefinitionTree tree, String path) {
    return Bundler.bundle(new Documents(tree), path).yaml();
  }
}
