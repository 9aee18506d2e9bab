/**
 * The bytes of requests, held against RFC 9112 to the letter before anything is made of them: what
 * two servers could read differently is refused, so that no request can hide in another.
 */
@NullMarked
package org.partnergateway.routes.http.wire;

import org.jspecify.annotations.NullMarked;
