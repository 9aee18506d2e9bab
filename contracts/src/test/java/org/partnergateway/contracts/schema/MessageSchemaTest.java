package org.partnergateway.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.contracts.TestTrees;
import org.partnergateway.contracts.json.StrictJson;

class MessageSchemaTest {

  @ParameterizedTest(name = "{0} refuses {1} at \"{2}\": {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {type: integer}                     | "12"               | '' | must be an integer, but was the string "12"
          {type: integer}                     | 1.5                | '' | must be an integer, but was the number 1.5
          {type: integer}                     | true               | '' | must be an integer, but was true
          {type: integer}                     | null               | '' | must be an integer, but was null
          {type: string}                      | 12                 | '' | must be a string, but was the number 12
          {type: number}                      | "1.5"              | '' | must be a number, but was the string "1.5"
          {type: boolean}                     | "true"             | '' | must be true or false, but was the string "true"
          {type: boolean}                     | 1                  | '' | must be true or false, but was the number 1
          {type: object}                      | []                 | '' | must be an object, but was an array
          {type: array}                       | {}                 | '' | must be an array, but was an object
          {type: array, items: {type: string}}| "a"                | '' | must be an array, but was the string "a"
          {type: [string, 'null']}            | 1                  | '' | must be a string or null, but was the number 1
          {type: array, items: {type: string}}| ["a",1]            | /1 | must be a string, but was the number 1
          {required: [id, name]}              | {"id":1}           | '' | must have the property "name"
          {properties: {a: {required: [b]}}}  | {"a":{}}           | /a | must have the property "b"
          {properties: {amount: true, currency: true}, additionalProperties: false}   | {"amuont":1} | /amuont | is not a known property; did you mean "amount"? Known: amount, currency
          {properties: {amount: true, currency: true}, unevaluatedProperties: false}  | {"value":1}  | /value  | is not a known property; known: amount, currency
          {properties: {a: true}, additionalProperties: false}                        | {"x/y~":1}   | /x~1y~0 | is not a known property; known: a
          {allOf: [{properties: {a: true}}], properties: {b: true}, unevaluatedProperties: false} | {"c":1} | /c | is not a known property; did you mean "a"? Known: a, b
          {enum: [pdf, png, zpl]}             | "pfd"              | '' | must be one of pdf, png, zpl, but was the string "pfd"; did you mean pdf?
          {const: USD}                        | "EUR"              | '' | must be the string "USD", but was the string "EUR"
          {pattern: '^[A-Z]{3}$'}             | "usd"              | '' | must match the pattern ^[A-Z]{3}$, but was the string "usd"
          {pattern: '^[A-Z]{3}$'}             | "USD\\n"           | '' | must match the pattern ^[A-Z]{3}$
          {maxLength: 2}                      | "東京都"            | '' | must have at most 2 characters, but has 3
          {minLength: 1}                      | ""                 | '' | must have at least 1 character, but has 0
          {minItems: 1}                       | []                 | '' | must have at least 1 item, but has 0
          {maxItems: 1}                       | [1,2]              | '' | must have at most 1 item, but has 2
          {maxProperties: 1}                  | {"a":1,"b":1}      | '' | must have at most 1 property, but has 2
          {minimum: 0}                        | -1                 | '' | must be at least 0, but was the number -1
          {maximum: 9.99}                     | 9.991              | '' | must be at most 9.99, but was the number 9.991
          {exclusiveMinimum: 0}               | 0                  | '' | must be more than 0, but was the number 0
          {exclusiveMaximum: 1}               | 1.0                | '' | must be less than 1, but was the number 1.0
          {multipleOf: 0.01}                  | 0.001              | '' | must be a multiple of 0.01, but was the number 0.001
          {uniqueItems: true}                 | [1,1]              | '' | must not have the same item twice
          {dependentRequired: {a: [b]}}       | {"a":1}            | '' | must have the property "b", since it has "a"
          {format: date-time}                 | "2026-02-30T00:00:00Z" | '' | must be an RFC 3339 time with offset, such as 2026-11-23T02:00:00Z, but was the string "2026-02-30T00:00:00Z"
          {format: date-time}                 | "2026-02-03T00:00:00"  | '' | must be an RFC 3339 time with offset
          {format: date}                      | "2026-13-01"       | '' | must be a date, such as 2026-11-23
          {format: uri}                       | "/relative"        | '' | must be an absolute URI
          {format: uuid}                      | "123"              | '' | must be a UUID
          {format: email}                     | "no.at.sign"       | '' | must be an e-mail address
          {type: integer, format: int32}      | 2147483648         | '' | must be an integer of 32 bits
          {type: integer, format: int64}      | 9223372036854775808| '' | must be an integer of 64 bits
          """)
  void whatIsWrongIsSaidInWords(String schema, String message, String pointer, String text) {
    List<Violation> violations = check(schema, message);

    assertThat(violations).hasSize(1);
    assertThat(violations.get(0).pointer()).isEqualTo(pointer);
    assertThat(violations.get(0).message()).startsWith(text);
  }

  @ParameterizedTest(name = "{0} accepts {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {type: integer}                         | 1.0
          {type: integer}                         | 123456789012345678901234567890
          {type: integer, format: int64}          | 9223372036854775807
          {type: number}                          | 1
          {maxLength: 1}                          | "🎄"
          {format: date-time}                     | "2026-11-22T21:00:00-05:00"
          {format: date-time}                     | 12
          {enum: [1]}                             | 1.0
          {type: object}                          | {"anything":1}
          {properties: {a: true}}                 | {"b":1}
          {type: [string, 'null']}                | null
          {multipleOf: 0.01}                      | 12345678901234567.89
          """)
  void whatIsRightPasses(String schema, String message) {
    assertThat(check(schema, message)).isEmpty();
  }

  @Test
  void allViolationsAreToldUpToTwenty() {
    String many =
        "["
            + String.join(",", IntStream.range(0, 100).mapToObj(i -> "\"" + i + "\"").toList())
            + "]";

    assertThat(check("{required: [a, b], properties: {c: {type: integer}}}", "{\"c\":\"x\"}"))
        .hasSize(3);
    assertThat(check("{items: {type: integer}}", many)).hasSize(MessageSchema.MAX_VIOLATIONS);
  }

  @Test
  void ofAlternativesTheNearestOneIsToldOf() {
    String schema =
        "{properties: {a: {anyOf: [{type: 'null'}, {type: object, required: [b], properties: {b: {type: string}}}]}}}";

    assertThat(check(schema, "{\"a\":{\"b\":1}}"))
        .extracting(Violation::toString)
        .containsExactly("/a/b must be a string, but was the number 1");
    assertThat(check(schema, "{\"a\":7}"))
        .extracting(Violation::toString)
        .containsExactly("/a must be null or an object, but was the number 7");
  }

  @Test
  void anAlternativeWithTheRightFixedValueIsNearerThanOneWithFewerErrors() {
    String schema =
        "{items: {oneOf: [{required: [k], properties: {k: {const: x}}},"
            + " {required: [k, p, q], properties: {k: {const: y}, p: {type: integer}}}]}}";

    assertThat(check(schema, "[{\"k\":\"x\"},{\"k\":\"y\",\"p\":\"1\"},{\"k\":\"y\",\"p\":1}]"))
        .extracting(Violation::toString)
        .containsExactly(
            "/1/p must be an integer, but was the string \"1\"",
            "/1 must have the property \"q\"",
            "/2 must have the property \"q\"");
  }

  @Test
  void aMessageThatFitsTwoOfOneIsRefused() {
    assertThat(check("{oneOf: [{type: integer}, {minimum: 0}]}", "1"))
        .extracting(Violation::toString)
        .containsExactly(
            "(the whole message) fits more than one of the forms of which exactly one is allowed");
  }

  @Test
  void whatAFailingPartKnowsIsNotCalledUnknown() {
    String schema =
        "{allOf: [{properties: {a: {type: integer}, b: true}}], unevaluatedProperties: false}";

    assertThat(check(schema, "{\"a\":\"1\",\"b\":2}"))
        .extracting(Violation::toString)
        .containsExactly("/a must be an integer, but was the string \"1\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {39, 40, 41, 400})
  void longValuesAreShortened(int length) {
    String was =
        check("{maximum: 1, type: integer}", "\"" + "🎄".repeat(length) + "\"").get(0).message();

    assertThat(was).hasSizeLessThan(140).endsWith("\"");
  }

  private static List<Violation> check(String schema, String message) {
    SchemaLibrary library = new SchemaLibrary(TestTrees.of("contracts/x.yaml", schema));
    return library
        .schema("contracts/x.yaml", "")
        .check(StrictJson.read(message.getBytes(StandardCharsets.UTF_8)));
  }
}
