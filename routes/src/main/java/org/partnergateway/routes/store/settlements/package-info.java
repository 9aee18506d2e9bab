/**
 * Settlements' lines and what differs, set by set: a million lines are neither read nor written one
 * by one.
 */
@org.jspecify.annotations.NullMarked
package org.partnergateway.routes.store.settlements;
