package org.partnergateway.transformations;

/** Told of each code that a partner sent and no table knows. Called concurrently, must be quick. */
@FunctionalInterface
public interface UnknownCodes {
  /**
   * A code that became {@code unknown}.
   *
   * @param partner id of the partner whose mapping looked it up
   * @param table name of the table that lacks it
   * @param code as the partner sent it
   */
  void unknown(String partner, String table, String code);
}
