package org.partnergateway.contracts.xml;

import com.fasterxml.jackson.databind.JsonNode;
import org.partnergateway.contracts.json.MalformedMessageException;

/** A body that is XML, as a contract describes it. Stateless. */
public interface XmlBody {
  /**
   * Reads one document.
   *
   * @throws MalformedMessageException when it is not well-formed, breaks a limit or is another
   *     document than the contract has, saying where
   */
  JsonNode read(byte[] bytes);

  /**
   * Writes one document, in UTF-8, elements in the contract's order.
   *
   * @throws XmlShapeException when the tree has no place in it, naming the JSON Pointer
   */
  byte[] write(JsonNode tree);

  /**
   * The same with what the contract doesn't have, as it is read: what a partner writes who has come
   * further than its contract.
   */
  byte[] writeWithOthers(JsonNode tree);
}
