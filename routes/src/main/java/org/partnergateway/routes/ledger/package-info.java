/**
 * How what happened changes the ledger and what events tell of it. Statuses never move backwards.
 */
@NullMarked
package org.partnergateway.routes.ledger;

import org.jspecify.annotations.NullMarked;
