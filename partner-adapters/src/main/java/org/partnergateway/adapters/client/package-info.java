/** Calls a partner: authentication, policy, transport and classification put together. */
@NullMarked
package org.partnergateway.adapters.client;

import org.jspecify.annotations.NullMarked;
