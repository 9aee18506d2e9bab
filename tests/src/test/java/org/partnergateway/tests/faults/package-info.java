/** What the fault proxy does to plain sockets. */
@NullMarked
package org.partnergateway.tests.faults;

import org.jspecify.annotations.NullMarked;
