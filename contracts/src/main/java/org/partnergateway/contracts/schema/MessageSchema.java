package org.partnergateway.contracts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.List;

/** What one kind of message must look like, compiled. Any thread may ask. */
public final class MessageSchema {

  /** As many violations as a person would read. */
  public static final int MAX_VIOLATIONS = 20;

  private final Schema schema;
  private final ViolationReader reader;

  MessageSchema(Schema schema, LinkedSchemas linked) {
    this.schema = schema;
    this.reader = new ViolationReader(linked);
  }

  /**
   * Every way in which the message breaks its schema, up to {@link #MAX_VIOLATIONS}; empty when it
   * is valid.
   */
  public List<Violation> check(JsonNode message) {
    List<Error> errors = schema.validate(message);
    return errors.isEmpty() ? List.of() : reader.read(errors);
  }
}
