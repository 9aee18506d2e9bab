/**
 * Proves who sent an inbound message, on its raw bytes. Bodies are read here only where the proof
 * is inside them.
 */
@NullMarked
package org.partnergateway.adapters.signature;

import org.jspecify.annotations.NullMarked;
