package org.partnergateway.contracts.schema;

import java.util.Set;
import java.util.TreeSet;

/**
 * The keywords that may stand in a schema, by what they hold. A keyword that nothing enforces would
 * be a silent pass.
 */
final class SchemaKeywords {

  static final Set<String> ONE_SCHEMA =
      Set.of(
          "items",
          "additionalProperties",
          "unevaluatedProperties",
          "unevaluatedItems",
          "contains",
          "propertyNames",
          "not",
          "if",
          "then",
          "else");

  static final Set<String> NAMED_SCHEMAS =
      Set.of("properties", "patternProperties", "dependentSchemas", "$defs");

  static final Set<String> LISTED_SCHEMAS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");

  /** Those that judge a value by themselves. */
  static final Set<String> PLAIN =
      Set.of(
          "$ref",
          "type",
          "enum",
          "const",
          "multipleOf",
          "maximum",
          "exclusiveMaximum",
          "minimum",
          "exclusiveMinimum",
          "maxLength",
          "minLength",
          "pattern",
          "format",
          "maxItems",
          "minItems",
          "uniqueItems",
          "maxContains",
          "minContains",
          "maxProperties",
          "minProperties",
          "required",
          "dependentRequired",
          "contentEncoding",
          "contentMediaType");

  /** Those that only tell people or tools something; the validator need not see them. */
  static final Set<String> DESCRIPTIVE =
      Set.of(
          "title",
          "description",
          "default",
          "deprecated",
          "readOnly",
          "writeOnly",
          "examples",
          "example",
          "externalDocs",
          "discriminator",
          "xml",
          "$comment",
          "$defs");

  /** Allowed at the top of a file only, for editors; the path is what names a file here. */
  static final Set<String> TOP_OF_FILE = Set.of("$schema", "$id");

  /** Formats that are enforced. */
  static final Set<String> ENFORCED_FORMATS =
      Set.of(
          "date-time",
          "date",
          "time",
          "duration",
          "email",
          "idn-email",
          "hostname",
          "idn-hostname",
          "ipv4",
          "ipv6",
          "uri",
          "uri-reference",
          "iri",
          "iri-reference",
          "uuid",
          "uri-template",
          "json-pointer",
          "relative-json-pointer",
          "regex",
          "int32",
          "int64");

  /** Formats that say how to read or show a value, and refuse none. */
  static final Set<String> DESCRIPTIVE_FORMATS =
      Set.of("float", "double", "password", "byte", "binary");

  static final Set<String> ALL = new TreeSet<>(PLAIN);

  static {
    ALL.addAll(DESCRIPTIVE);
    ALL.addAll(ONE_SCHEMA);
    ALL.addAll(NAMED_SCHEMAS);
    ALL.addAll(LISTED_SCHEMAS);
  }

  private SchemaKeywords() {}
}
