/** Turns one message into another: the mapping engine and its functions. No I/O, no Camel. */
@NullMarked
package org.partnergateway.transformations;

import org.jspecify.annotations.NullMarked;
