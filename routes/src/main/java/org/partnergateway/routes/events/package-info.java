/**
 * Events on their way to the inside: their envelope, their contract. The log itself is in the
 * store.
 */
@NullMarked
package org.partnergateway.routes.events;

import org.jspecify.annotations.NullMarked;
