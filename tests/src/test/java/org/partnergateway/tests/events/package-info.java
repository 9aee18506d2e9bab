/** Tests of how events reach the inside: by page, by stream, by Kafka. */
@NullMarked
package org.partnergateway.tests.events;

import org.jspecify.annotations.NullMarked;
