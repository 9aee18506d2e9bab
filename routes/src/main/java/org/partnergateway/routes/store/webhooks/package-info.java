/** Webhook endpoints, and what was and is still to be delivered to them. */
@NullMarked
package org.partnergateway.routes.store.webhooks;

import org.jspecify.annotations.NullMarked;
