/** Interchanges and their control numbers in the store; no wire format. */
@NullMarked
package org.partnergateway.routes.store.edi;

import org.jspecify.annotations.NullMarked;
