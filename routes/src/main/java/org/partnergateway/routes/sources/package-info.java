/**
 * Messages that are read from partners' queues and streams: kept in the inbox, and only then
 * acknowledged. From there on they go the way of all messages.
 */
@org.jspecify.annotations.NullMarked
package org.partnergateway.routes.sources;
