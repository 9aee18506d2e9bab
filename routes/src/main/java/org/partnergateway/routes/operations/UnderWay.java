package org.partnergateway.routes.operations;

import java.util.Optional;

/**
 * Knows what else is under way with things that requests name, besides the operations on them.
 * Every bean of this type is asked.
 */
public interface UnderWay {
  /**
   * The operation in whose way another one would be.
   *
   * @param kind of the ledger's document
   * @param name by which the ledger refers to it
   */
  Optional<String> on(String kind, String partner, String name);
}
