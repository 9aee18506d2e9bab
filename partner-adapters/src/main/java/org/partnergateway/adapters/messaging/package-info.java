/**
 * Queues and streams that partners' messages are read from: how they are received, acknowledged and
 * given back. What a message says, and what becomes of it, is not looked at here.
 */
@org.jspecify.annotations.NullMarked
package org.partnergateway.adapters.messaging;
