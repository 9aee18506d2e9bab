/** The way from the canonical API to a partner and back: durable operations and look-ups. */
@NullMarked
package org.partnergateway.routes.outbound;

import org.jspecify.annotations.NullMarked;
