/** Limits that replicas share in Redis, and what holds while Redis is away. */
@NullMarked
package org.partnergateway.adapters.policy.redis;

import org.jspecify.annotations.NullMarked;
