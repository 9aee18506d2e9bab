/**
 * What partners paid out, read line by line and held against the ledger; no partner's own form, no
 * SQL.
 */
@org.jspecify.annotations.NullMarked
package org.partnergateway.routes.settlements;
