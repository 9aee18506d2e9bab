package org.partnergateway.transformations.formats;

import com.fasterxml.jackson.databind.JsonNode;
import org.partnergateway.contracts.json.MalformedMessageException;

/** One way of writing a tree as bytes. Stateless. */
public interface WireFormat {
  /** The media type, without parameters. */
  String mediaType();

  /** What people call it, such as {@code JSON}. */
  String title();

  /**
   * Reads a whole body.
   *
   * @throws MalformedMessageException when it breaks the format, saying where
   */
  JsonNode read(byte[] body);

  /**
   * Writes a whole body.
   *
   * @throws IllegalArgumentException when the format can't express the tree, naming the JSON
   *     Pointer
   */
  byte[] write(JsonNode tree);
}
