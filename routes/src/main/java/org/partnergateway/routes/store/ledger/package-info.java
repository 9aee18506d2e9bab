/**
 * Orders, payments, shipments and so on as the gateway knows them, with events and papers of a
 * shipment.
 */
@NullMarked
package org.partnergateway.routes.store.ledger;

import org.jspecify.annotations.NullMarked;
