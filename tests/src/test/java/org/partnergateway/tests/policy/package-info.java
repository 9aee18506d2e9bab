/** What partners see of the gateway's limits and breakers. */
@NullMarked
package org.partnergateway.tests.policy;

import org.jspecify.annotations.NullMarked;
