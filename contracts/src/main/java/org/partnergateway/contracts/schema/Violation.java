package org.partnergateway.contracts.schema;

/**
 * One way in which a message breaks its contract, for the person who sends it.
 *
 * @param pointer JSON Pointer of what is wrong: of the object when a property is missing, of the
 *     property when it is unknown
 * @param keyword the schema keyword that is broken, such as {@code type} or {@code required}
 * @param message what is wrong and what is expected; reads on from the pointer
 */
public record Violation(String pointer, String keyword, String message) {

  /** The same violation in a message that holds this one at {@code prefix}. */
  public Violation under(String prefix) {
    return new Violation(prefix + pointer, keyword, message);
  }

  @Override
  public String toString() {
    return (pointer.isEmpty() ? "(the whole message)" : pointer) + " " + message;
  }
}
