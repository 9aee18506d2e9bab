/** Carries one request to a partner and its answer back, to allowed hosts only. No retries here. */
@NullMarked
package org.partnergateway.adapters.transport;

import org.jspecify.annotations.NullMarked;
