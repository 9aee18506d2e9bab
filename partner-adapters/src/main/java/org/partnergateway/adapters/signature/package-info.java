/** Proves who sent an inbound message, on its raw bytes. No parsing of bodies here. */
@NullMarked
package org.partnergateway.adapters.signature;

import org.jspecify.annotations.NullMarked;
