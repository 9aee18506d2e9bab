package org.partnergateway.routes.inbound;

import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.inbox.Settled;

/**
 * What came of a message on its route.
 *
 * @param failure why it couldn't be applied; null when it was, or when there is no route for it
 */
record Delivered(Settled settled, @Nullable Exception failure) {}
