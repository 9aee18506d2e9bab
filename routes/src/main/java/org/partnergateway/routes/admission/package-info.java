/**
 * Who is let in, and how much at a time: bounded concurrency for each kind of request, the bytes of
 * bodies that are held, the rates of callers and partners, and the way out when the gateway stops.
 * What a request asks for is not known here.
 */
@NullMarked
package org.partnergateway.routes.admission;

import org.jspecify.annotations.NullMarked;
