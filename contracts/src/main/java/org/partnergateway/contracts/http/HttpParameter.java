package org.partnergateway.contracts.http;

import org.partnergateway.contracts.schema.MessageSchema;

/**
 * A parameter that an operation declares.
 *
 * @param name as it is declared; of headers the case does not matter
 * @param place where it stands
 * @param required whether it must be there
 * @param type what its text is read as
 * @param schema what its value must be
 */
public record HttpParameter(
    String name, Place place, boolean required, ParameterType type, MessageSchema schema) {

  /**
   * Where a parameter stands. The word is what the contract and the pointers of violations call it.
   */
  public enum Place {
    PATH("path"),
    QUERY("query"),
    HEADER("header");

    private final String word;

    Place(String word) {
      this.word = word;
    }

    /** As OpenAPI's {@code in} has it. */
    public String word() {
      return word;
    }

    /** JSON Pointer of all parameters of this place in {@link RequestParts}. */
    String pointer() {
      return this == HEADER ? "/headers" : "/" + word;
    }
  }
}
