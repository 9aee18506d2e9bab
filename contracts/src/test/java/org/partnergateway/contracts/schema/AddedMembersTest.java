package org.partnergateway.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.TestTrees;
import org.partnergateway.contracts.json.StrictJson;

class AddedMembersTest {
  private static final String SCHEMA =
      """
      type: object
      properties:
        id: {type: string}
        free: {type: object}
        byName: {type: object, additionalProperties: {$ref: '#/$defs/money'}}
        choice:
          oneOf:
            - {type: object, required: [a], properties: {a: {type: string}}}
            - {type: object, required: [b], properties: {b: {$ref: '#/$defs/money'}}}
        lines:
          type: array
          items: {allOf: [{$ref: '#/$defs/line'}], properties: {sku: {type: string}}}
      patternProperties:
        ^x-: {}
      $defs:
        money: {type: object, properties: {amount: {type: integer}}}
        line: {type: object, properties: {quantity: {type: integer}, next: {$ref: '#/$defs/line'}}}
      """;

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"id":"1"}                                           | ``
          {"id":"1","new":{"inner":1}}                         | /new
          {"x-new":1}                                          | ``
          {"free":{"anything":{"at":"all"}}}                   | ``
          {"byName":{"net":{"amount":1,"tax":2}}}              | /byName/net/tax
          {"choice":{"b":{"amount":1,"c":2}}}                  | /choice/b/c
          {"choice":{"a":"","c":2}}                            | /choice/c
          {"lines":[{"sku":"1","quantity":1},{"color":"red"}]} | /lines/*/color
          {"lines":[{"color":"red"},{"color":"blue"}]}         | /lines/*/color
          {"lines":[{"next":{"next":{"sku":"1"}}}]}            | /lines/*/next/next/sku
          """)
  void what_the_schema_does_not_know_is_added(String message, String added) {
    MessageSchema schema =
        new SchemaLibrary(TestTrees.of("contracts/a.yaml", SCHEMA)).schema("contracts/a.yaml", "");
    assertThat(schema.added(StrictJson.read(message.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(added.isEmpty() ? List.of() : List.of(added));
  }
}
