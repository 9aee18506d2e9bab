/** What partners sent, stored before it is acknowledged, and what became of it. */
@NullMarked
package org.partnergateway.routes.store.inbox;

import org.jspecify.annotations.NullMarked;
