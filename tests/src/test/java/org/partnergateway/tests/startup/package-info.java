/** How the gateway starts, and when it refuses to. */
@NullMarked
package org.partnergateway.tests.startup;

import org.jspecify.annotations.NullMarked;
