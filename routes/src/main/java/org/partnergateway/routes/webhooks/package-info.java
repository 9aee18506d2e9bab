/** Events by HTTP to endpoints that callers register, as Standard Webhooks. */
@NullMarked
package org.partnergateway.routes.webhooks;

import org.jspecify.annotations.NullMarked;
