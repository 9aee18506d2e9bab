/** The event log: what happened, in an order that every reader can trust. */
@NullMarked
package org.partnergateway.routes.store.events;

import org.jspecify.annotations.NullMarked;
