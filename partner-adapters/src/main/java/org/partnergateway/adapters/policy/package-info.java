/** Keeps partners at bay: rate limit, circuit breaker, bulkhead, retry. No HTTP here. */
@NullMarked
package org.partnergateway.adapters.policy;

import org.jspecify.annotations.NullMarked;
