package org.partnergateway.contracts.edi;

import java.util.List;

/**
 * The segments of a transaction between its header and its trailer, as they travel.
 *
 * @param pointers where in the tree each segment came from
 */
record TransactionBody(String text, List<String> pointers) {
  int segments() {
    return pointers.size();
  }
}
