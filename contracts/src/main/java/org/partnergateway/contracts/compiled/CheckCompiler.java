package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.serialization.NodeReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compiles linked schemas, each once. It reads them as the validator read them, down to the numbers
 * in them.
 */
public final class CheckCompiler {

  private static final List<KeywordFamily> FAMILIES =
      List.of(
          new TypeFamily(),
          new ValueFamily(),
          new NumberFamily(),
          new TextFamily(),
          new FormatFamily(),
          new ArrayFamily(),
          new ContainsFamily(),
          new ObjectFamily(),
          new DependentFamily(),
          new CombinationFamily(),
          new ContentFamily(),
          new UnevaluatedPropertiesFamily(),
          new UnevaluatedItemsFamily());

  /** Every keyword that is compiled. With any other in it, a schema is the validator's alone. */
  public static final Set<String> KEYWORDS =
      FAMILIES.stream()
          .flatMap(family -> family.keywords().stream())
          .collect(Collectors.toUnmodifiableSet());

  private static final NodeReader READER = NodeReader.builder().build(); // the validator's

  private final SchemaRegistry registry;
  private final SchemaContext dialect;
  private final Function<String, @Nullable String> text;
  private final Map<String, Check> resources = new HashMap<>();
  private final Map<JsonNode, Check> asked = new HashMap<>();
  private final Map<String, TextPattern> patterns = new HashMap<>();

  /**
   * @param text of the resource with an IRI, as the registry finds it
   */
  public CheckCompiler(SchemaRegistry registry, Function<String, @Nullable String> text) {
    this.registry = registry;
    this.text = text;
    this.dialect = registry.getSchema(JsonNodeFactory.instance.objectNode()).getSchemaContext();
  }

  /** The check of the resource with this IRI and of all that it refers to. */
  public synchronized CompiledCheck compile(String iri) {
    Check check = resource(iri);
    return value -> {
      try {
        return check.valid(value);
      } catch (Undecided e) {
        return false;
      }
    };
  }

  Check resource(String iri) {
    Check known = resources.get(iri);
    if (known != null) {
      return known;
    }
    Link link = new Link();
    resources.put(iri, link); // for those inside it that refer to it
    try {
      link.target = compile(read(iri));
    } catch (NotCompilable e) {
      link.target = Check.UNDECIDED;
    }
    resources.put(iri, link.target);
    return link.target;
  }

  JsonNode read(String iri) {
    try {
      return READER.readTree(Objects.requireNonNull(text.apply(iri)), InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it was written by us
    }
  }

  /** A schema that stands inside another. */
  Check compile(JsonNode schema) {
    if (schema.isBoolean()) {
      return schema.booleanValue() ? Check.ANYTHING : Check.NOTHING;
    }
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      if (!KEYWORDS.contains(keyword.getKey())) {
        throw new NotCompilable(keyword.getKey());
      }
    }
    List<Check> checks = new ArrayList<>();
    FAMILIES.forEach(family -> family.compile(schema, this, checks::add));
    return Check.all(checks);
  }

  /** The validator itself, for what only it can tell. */
  Check asked(JsonNode schema) {
    return asked.computeIfAbsent(
        schema,
        first -> {
          Schema validator = registry.getSchema(schema);
          validator.initializeValidators();
          return value -> validator.validate(value).isEmpty();
        });
  }

  /** A pattern in the validator's dialect. */
  TextPattern pattern(String pattern) {
    return patterns.computeIfAbsent(
        pattern, first -> TextPattern.of(first, RegularExpression.compile(first, dialect)));
  }

  /** A schema that is still being compiled. */
  private static final class Link implements Check {

    private Check target = UNDECIDED;

    @Override
    public boolean valid(JsonNode value) {
      return target.valid(value);
    }
  }
}
