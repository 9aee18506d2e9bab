package org.partnergateway.adapters.definition;

/**
 * A text of an adapter file: written there, or named there and known later. Which of them may stand
 * where is the schema's to say.
 */
public sealed interface TextSource {
  /** Written in the file. */
  record Fixed(String text) implements TextSource {}

  /** What the operator says about the account. */
  record Setting(String name) implements TextSource {}

  /**
   * A secret.
   *
   * @param prefix what stands before it, empty for nothing
   */
  record Credential(String name, String prefix) implements TextSource {}

  /** The secrets of RFC 7617 as they go on the wire; both are names of credentials. */
  record Basic(String username, String password) implements TextSource {}

  /** Another id for each request that is made. */
  record AttemptId() implements TextSource {}

  /** Our reference for the call, the same for all of its attempts. */
  record Reference() implements TextSource {}

  /** A header of the message that came. */
  record Header(String name) implements TextSource {}

  /** A query parameter of the request that came. */
  record Query(String name) implements TextSource {}

  /** The CRC-32 of the body that came, as a decimal number. */
  record BodyCrc32() implements TextSource {}
}
