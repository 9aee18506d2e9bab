/** A real Kafka broker in the test's own process, and tests of what is published to it. */
@NullMarked
package org.partnergateway.tests.kafka;

import org.jspecify.annotations.NullMarked;
