package org.partnergateway.contracts.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A document that refers to nothing outside itself, its keys in the order they were written in.
 *
 * @param document the document; callers leave it as it is
 */
public record Bundle(ObjectNode document) {

  /** The document as YAML that every version of YAML reads the same. */
  public String yaml() {
    return YamlText.write(document);
  }
}
