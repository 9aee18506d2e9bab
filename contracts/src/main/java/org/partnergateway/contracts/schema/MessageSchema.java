package org.partnergateway.contracts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.compiled.CompiledCheck;

/** What one kind of message must look like, compiled. Any thread may ask. */
public final class MessageSchema implements BodyCheck {

  /** As many violations as a person would read. */
  public static final int MAX_VIOLATIONS = 20;

  private final String iri;
  private final LinkedSchemas linked;
  private final CompiledCheck quick;
  private final Supplier<Schema> compilation;
  private final ViolationReader reader;
  private volatile @Nullable Schema schema;

  /**
   * @param quick knows most of what is valid, and spares the validator that
   * @param compilation makes the validator, whose word is final
   */
  MessageSchema(
      String iri, CompiledCheck quick, Supplier<Schema> compilation, LinkedSchemas linked) {
    this.iri = iri;
    this.linked = linked;
    this.quick = quick;
    this.compilation = compilation;
    this.reader = new ViolationReader(linked);
  }

  /**
   * Every way in which the message breaks its schema, up to {@link #MAX_VIOLATIONS}; empty when it
   * is valid.
   */
  @Override
  public List<Violation> check(JsonNode message) {
    if (isSurelyValid(message)) {
      return List.of();
    }
    List<Error> errors = validate(message);
    return errors.isEmpty() ? List.of() : reader.read(errors);
  }

  @Override
  public List<String> added(JsonNode message) {
    JsonNode linkedSchema = linked.schema(iri);
    return linkedSchema == null ? List.of() : AddedMembers.of(message, linkedSchema, linked);
  }

  boolean isSurelyValid(JsonNode message) {
    return quick.valid(message);
  }

  List<Error> validate(JsonNode message) {
    return validator().validate(message);
  }

  /**
   * Made when it is first needed: it takes several times the room of all else here, and of most
   * kinds of message none is ever in doubt.
   */
  private Schema validator() {
    Schema known = schema;
    if (known == null) {
      known = compilation.get();
      schema = known;
    }
    return known;
  }
}
