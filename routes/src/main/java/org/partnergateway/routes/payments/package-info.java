/**
 * Which payment provider is asked where the caller leaves that to the operator's order, and which
 * comes next when one certainly has done nothing.
 */
@NullMarked
package org.partnergateway.routes.payments;

import org.jspecify.annotations.NullMarked;
