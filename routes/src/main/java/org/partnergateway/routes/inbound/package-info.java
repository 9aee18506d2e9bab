/** The way from a partner to the ledger: webhooks, polls, the inbox and its worker. */
@NullMarked
package org.partnergateway.routes.inbound;

import org.jspecify.annotations.NullMarked;
