package org.partnergateway.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.contracts.TestTrees;
import org.partnergateway.contracts.compiled.CheckCompiler;
import org.partnergateway.contracts.json.StrictJson;

/** What is compiled says what the validator says, keyword by keyword. */
class CompiledKeywordsTest {

  /** Held against every schema here besides its own values. */
  private static final List<String> VALUES =
      Stream.of(
              "null true false 0 1 -1 1.0 1.5 0.1 7 2147483648 -2147483649 9223372036854775807",
              "9223372036854775808 1e30 18446744073709551621.0 -18446744073709551611.0 1e-30",
              "\"\" \"a\" \"ab\" \"abc\" \"é\" \"🎄\" \"🎄🎄\" \"AB\" \"12\" \"a\\nb\" \"\\n\"",
              "[] [1] [1,1] [1,1.0] [1,2] [\"a\"] [\"a\",1] [\"a\",\"b\",\"a\"] [[1],[1]] [null]",
              "[1,2,3,4,5,6,7,8,9] [1,2,3,4,5,6,7,8,9,1] [{\"a\":1,\"b\":2},{\"b\":2,\"a\":1}]",
              "{} {\"a\":1} {\"a\":\"x\"} {\"a\":1,\"b\":1} {\"a\":1,\"b\":\"x\"} {\"b\":1}",
              "{\"c\":1} {\"a\":1,\"c\":1} {\"x1\":1} {\"a\":1,\"x1\":\"s\"} {\"a\":{\"a\":{\"a\":1}}}",
              "{\"a\":null} {\"a\":{\"b\":[1,\"x\",{\"a\":1}]}} {\"a\":1,\"b\":1,\"c\":1,\"d\":1}")
          .flatMap(line -> Stream.of(line.split(" ")))
          .toList();

  private static final List<String> SCHEMAS =
      """
      true
      false
      {}
      {type: object}
      {type: array}
      {type: string}
      {type: number}
      {type: integer}
      {type: boolean}
      {type: 'null'}
      {type: [string, integer, 'null']}
      {type: [object, array, boolean, number]}
      {enum: [a, ab]}
      {enum: [a, 1, null, true, 1.5]}
      {enum: [[1], {a: 1}, [1, 2], [[1], [1]]]}
      {const: a}
      {const: 1}
      {const: 1.5}
      {const: 0.1}
      {const: [1, 1]}
      {const: {a: 1}}
      {const: null}
      {multipleOf: 2}
      {multipleOf: 0.1}
      {multipleOf: 0.5}
      {multipleOf: 3.5}
      {minimum: 1}
      {minimum: 1.2}
      {minimum: -1.2}
      {maximum: 1}
      {maximum: 1.2}
      {exclusiveMinimum: 1}
      {exclusiveMinimum: 0.5}
      {exclusiveMaximum: 1}
      {exclusiveMaximum: 1.5}
      {minimum: 0, maximum: 7, multipleOf: 7}
      {type: integer, minimum: 1}
      {type: integer, maximum: 5}
      {type: integer, exclusiveMinimum: 0}
      {type: integer, exclusiveMaximum: 7}
      {type: integer, minimum: 9223372036854775807}
      {maximum: 9223372036854775808}
      {minimum: -1e30}
      {minLength: 1}
      {minLength: 2}
      {maxLength: 1}
      {maxLength: 2}
      {minLength: 2, maxLength: 2}
      {minLength: 1.0}
      {pattern: '^[A-Z]{2}$'}
      {pattern: '^[0-9]+$'}
      {pattern: '^.{1,2}$'}
      {pattern: '\\S'}
      {pattern: a}
      {pattern: '^(?=a)'}
      {pattern: 'b|1'}
      {pattern: '^[^a]$'}
      {pattern: '\\p{L}'}
      {format: int32}
      {format: int64}
      {type: integer, format: int32}
      {contentEncoding: base64}
      {contentMediaType: application/json}
      {contentEncoding: base64, contentMediaType: application/json}
      {items: {type: integer}}
      {items: false}
      {items: {items: {const: 1}}}
      {prefixItems: [{const: 1}, {const: 2}]}
      {prefixItems: [{type: string}], items: {type: integer}}
      {prefixItems: [{type: string}], items: false}
      {minItems: 2}
      {maxItems: 1}
      {minItems: 1, maxItems: 2}
      {uniqueItems: true}
      {uniqueItems: false}
      {contains: {const: 1}}
      {contains: {const: 1}, minContains: 2}
      {contains: {const: 1}, maxContains: 1}
      {contains: {const: 1}, minContains: 0}
      {contains: {const: 9}, minContains: 0, maxContains: 0}
      {minContains: 2, maxContains: 1}
      {minContains: 2}
      {properties: {a: {type: integer}}}
      {properties: {a: true, b: false}}
      {properties: {a: {properties: {a: {required: [a]}}}}}
      {required: [a]}
      {required: [a, b]}
      {required: []}
      {properties: {a: {type: integer}, b: {type: integer}}, required: [b], additionalProperties: false}
      {required: [a, c], additionalProperties: false}
      {required: [c], additionalProperties: {type: integer}}
      {properties: {a: true}, additionalProperties: {type: string}}
      {patternProperties: {'^x': {type: string}}}
      {patternProperties: {'^x[0-9]$': {type: integer}, '1': true}, additionalProperties: false, required: [x1]}
      {properties: {a: {minimum: 1}}, patternProperties: {'^[ab]$': {type: integer}}, additionalProperties: false}
      {propertyNames: {pattern: '^[ab]$'}}
      {propertyNames: {maxLength: 1}}
      {propertyNames: false}
      {minProperties: 2}
      {maxProperties: 1}
      {minProperties: 1, maxProperties: 1}
      {dependentRequired: {a: [b, c]}}
      {dependentRequired: {a: []}}
      {dependentSchemas: {a: {required: [b]}, c: false}}
      {allOf: [{type: object}, {required: [a]}]}
      {allOf: [true, false]}
      {anyOf: [{type: string}, {required: [a]}]}
      {anyOf: [{type: string}, {type: object, required: [b]}, {type: array, minItems: 2}]}
      {oneOf: [{required: [a]}, {required: [b]}]}
      {oneOf: [{type: integer}, {minimum: 1}]}
      {oneOf: [true, true]}
      {not: {type: object}}
      {not: {required: [a]}}
      {not: {not: {minimum: 1}}}
      {not: {type: integer, maximum: 5}}
      {not: {type: integer, minimum: 5}}
      {if: {required: [a]}, then: {required: [b]}, else: {required: [c]}}
      {if: {type: object}, then: {required: [a]}}
      {if: {type: object}, else: {type: string}}
      {if: {type: integer, minimum: 5}, then: false}
      {then: false, else: false}
      {$ref: '#/$defs/one', $defs: {one: {type: integer}}}
      {properties: {a: {$ref: '#'}}, additionalProperties: false}
      {$ref: '#/$defs/one', minimum: 1, $defs: {one: {type: integer}}}
      {properties: {a: {anyOf: [{$ref: '#'}, {const: 1}]}}, required: [a]}
      {unevaluatedProperties: false}
      {unevaluatedProperties: {type: integer}}
      {properties: {a: true}, unevaluatedProperties: false}
      {allOf: [{properties: {a: true}}, {$ref: '#/$defs/b'}], unevaluatedProperties: false, $defs: {b: {properties: {b: {type: integer}}}}}
      {allOf: [{properties: {a: true}}], patternProperties: {'^x': {type: integer}}, unevaluatedProperties: {type: string}}
      {anyOf: [{properties: {a: {type: integer}}, required: [a]}, {properties: {c: true}}], unevaluatedProperties: false}
      {oneOf: [{properties: {a: {type: string}}, required: [a]}, {properties: {a: {type: integer}, b: true}}], unevaluatedProperties: false}
      {if: {properties: {a: {const: 1}}, required: [a]}, then: {properties: {b: true}}, else: {properties: {c: true}}, unevaluatedProperties: false}
      {dependentSchemas: {a: {properties: {b: true}}}, properties: {a: true}, unevaluatedProperties: false}
      {not: {properties: {a: {const: 2}}, required: [c]}, unevaluatedProperties: false}
      {not: {not: {properties: {a: true}}}, unevaluatedProperties: false}
      {allOf: [{properties: {a: true}, additionalProperties: {type: integer}}], unevaluatedProperties: false}
      {allOf: [{properties: {a: true}, additionalProperties: false}], unevaluatedProperties: false}
      {allOf: [{properties: {a: true}, unevaluatedProperties: {type: integer}}], unevaluatedProperties: false}
      {anyOf: [{unevaluatedProperties: {type: integer}}, {properties: {a: true}}], unevaluatedProperties: false}
      {anyOf: [{allOf: [{anyOf: [{properties: {a: {type: integer}}}, {properties: {b: true}}]}]}], unevaluatedProperties: false}
      {unevaluatedItems: false}
      {unevaluatedItems: {type: integer}}
      {prefixItems: [{const: 1}], unevaluatedItems: false}
      {items: {type: integer}, unevaluatedItems: false}
      {allOf: [{prefixItems: [true]}], unevaluatedItems: {const: 1}}
      {anyOf: [{prefixItems: [{type: string}]}, {prefixItems: [true, {const: 2}]}], unevaluatedItems: false}
      {contains: {const: 1}, unevaluatedItems: false}
      {contains: {const: 1}, unevaluatedItems: {type: string}}
      {if: {prefixItems: [{const: 1}]}, then: {prefixItems: [true, true]}, else: {items: {type: string}}, unevaluatedItems: false}
      {oneOf: [{items: {type: integer}}, {items: {type: string}}], unevaluatedItems: false}
      {allOf: [{unevaluatedItems: {type: integer}}], unevaluatedItems: false}
      {allOf: [{$ref: '#/$defs/one'}], unevaluatedItems: false, $defs: {one: {contains: {type: string}}}}
      {title: words, description: words, x-other: words, type: integer}
      """
          .lines()
          .toList();

  static List<String> schemas() {
    return SCHEMAS;
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void itSaysWhatTheValidatorSays(String text) {
    MessageSchema schema = schema(text);
    List<String> wrong =
        VALUES.stream()
            .filter(value -> schema.isSurelyValid(json(value)) != isValid(schema, json(value)))
            .filter(value -> !isBeyond(text, value) || schema.isSurelyValid(json(value)))
            .toList();

    assertThat(wrong).isEmpty();
  }

  /** Where the validator cuts a number to 64 bits, only it knows what comes of that. */
  private static boolean isBeyond(String schema, String value) {
    return schema.contains("integer") && (value.endsWith("e30") || value.endsWith(".0"))
        || schema.contains("922337203685477580")
        || schema.contains("1e30");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          date-time     | 2026-11-23T02:00:00Z 2026-11-23T02:00:00.123456789+05:45 2024-02-29T23:59:59-11:00 | 2026-02-29T00:00:00Z 2026-11-23T24:00:00Z 2026-11-23 2026-11-23T02:00:00 2026-11-23T02:00Z 2026-11-23T02:00:00-00:00 2026-11-23T02:00:00.Z 2026-13-01T00:00:00Z x2026-11-23T02:00:00Z 2026-11-23T02:00:00Zx
          date          | 2026-11-23 2024-02-29 2000-02-29 0001-01-01 | 2026-02-29 1900-02-29 2026-11-31 2026-00-01 2026-1-1 20261123 26-11-2311 2026-11-00
          time          | 02:00:00Z 23:59:59.5+01:00 | 24:00:00Z 02:00:00 0
          duration      | P1D PT1H | P 1D
          email         | a@example.com | a@ @b a
          idn-email     | a@example.com | a
          hostname      | example.com a | -a a..b
          idn-hostname  | example.com | -a
          ipv4          | 127.0.0.1 | 1.2.3 256.1.1.1
          ipv6          | ::1 | 1:2
          uri           | https://example.com http://a:80/b?c=d#e urn:a:b mailto:a@b.c http://a.b/%20 ftp://a/(b)~c | / a //a/b http://[a a:b^ http://a/%2 http://a/{b} 1a://b http://a/b?[c]
          uri-reference | / a/b ?a=b #x https://a.b/c?d a%20b //a/b ./a:b | a^b http://[a ?[x]
          iri           | https://example.com/é | /a
          iri-reference | /é | a^b
          uuid          | 123e4567-e89b-12d3-a456-426614174000 ABCDEF01-e89b-12d3-a456-426614174000 | 123e4567e89b12d3a456426614174000 123e4567-e89b-12d3-a456-42661417400g 123e4567-e89b-12d3-a456-4266141740000
          uri-template  | /a/{b} | /a/{b
          json-pointer  | /a/b /a~0~1b /é | a /a~ /a~2 /#
          relative-json-pointer | 0/a 1# | /a -1
          regex         | ^a$ | [
          float         | anything '' | 1
          """)
  void aFormatIsToldAsTheValidatorTellsIt(String format, String valid, String invalid) {
    MessageSchema schema = schema("{format: " + format + "}");
    for (String text : valid.split(" ")) {
      JsonNode value = StrictJson.nodes().textNode(text);
      assertThat(isValid(schema, value)).as(text).isTrue();
      assertThat(schema.isSurelyValid(value)).as(text).isTrue();
    }
    for (String text : invalid.split(" ")) {
      JsonNode value = StrictJson.nodes().textNode(text);
      assertThat(schema.isSurelyValid(value)).as(text).isEqualTo(isValid(schema, value));
    }
    assertThat(schema.isSurelyValid(json("1"))).isTrue();
    assertThat(schema.isSurelyValid(json("{}"))).isTrue();
  }

  @Test
  void everyEnforcedKeywordAndFormatIsTriedHere() {
    Set<String> enforced = new TreeSet<>(SchemaKeywords.ALL);
    enforced.removeAll(SchemaKeywords.DESCRIPTIVE);
    String all = String.join("\n", SCHEMAS) + "{format: int32} {format: int64}";

    assertThat(enforced).allMatch(keyword -> all.contains(keyword + ":"));
    assertThat(CheckCompiler.KEYWORDS).allMatch(keyword -> all.contains(keyword + ":"));
  }

  @Test
  void everyKeywordThatMayStandInASchemaIsCompiledOrSaysNothing() {
    Set<String> silent = new TreeSet<>(SchemaKeywords.ALL);
    silent.removeAll(CheckCompiler.KEYWORDS);
    silent.removeAll(SchemaKeywords.DESCRIPTIVE);

    assertThat(silent).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{type: integer}", "{pattern: a}", "{maxLength: 1}", "{enum: [a]}"})
  void javaObjectsInATreeAreNotCalledValidWhereTheValidatorRefusesThem(String text) {
    MessageSchema schema = schema(text);

    assertThat(isSound(schema, new POJONode("a"))).isTrue();
    assertThat(isSound(schema, BinaryNode.valueOf(new byte[] {1}))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: number}",
        "{type: integer}",
        "{minimum: 1}",
        "{exclusiveMaximum: 1.5}",
        "{multipleOf: 0.1}",
        "{enum: [1.5]}",
        "{const: 0.1}",
        "{format: int32}",
        "{not: {const: 1}}"
      })
  void doublesAreNotCalledValidWhereTheValidatorRefusesThem(String text) {
    MessageSchema schema = schema(text);
    for (double number : new double[] {0, 1, 1.5, 0.1, 1e30, -1e17, Long.MAX_VALUE}) {
      assertThat(isSound(schema, DoubleNode.valueOf(number))).as("%s", number).isTrue();
      assertThat(isSound(schema, FloatNode.valueOf((float) number))).as("%s", number).isTrue();
    }
  }

  private static boolean isSound(MessageSchema schema, JsonNode value) {
    return !schema.isSurelyValid(value) || isValid(schema, value);
  }

  private static boolean isValid(MessageSchema schema, JsonNode value) {
    return schema.validate(value).isEmpty();
  }

  private static MessageSchema schema(String text) {
    return new SchemaLibrary(TestTrees.of("contracts/x.yaml", text)).schema("contracts/x.yaml", "");
  }

  private static JsonNode json(String text) {
    return StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
