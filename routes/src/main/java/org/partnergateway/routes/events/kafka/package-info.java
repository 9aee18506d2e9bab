/** The event log on a Kafka topic: every event at least once, those of one key in order. */
@NullMarked
package org.partnergateway.routes.events.kafka;

import org.jspecify.annotations.NullMarked;
