/** Puts the gateway together. Decides nothing: each bean is made of others and settings, and given to Spring. */
@NullMarked
package org.partnergateway.routes.wiring;

import org.jspecify.annotations.NullMarked;
