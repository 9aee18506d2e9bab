/** The application: how messages flow between the canonical API, the store and the partners. */
@NullMarked
package org.partnergateway.routes;

import org.jspecify.annotations.NullMarked;
