/**
 * Durable operations: recorded before a partner is asked, asked once, and finished together with the ledger and the
 * events. Look-ups take the same way without a record.
 */
@NullMarked
package org.partnergateway.routes.operations;

import org.jspecify.annotations.NullMarked;
