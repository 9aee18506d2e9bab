/**
 * The store: its wiring, and the small things that all of its parts share. SQL stays in the parts.
 */
@NullMarked
package org.partnergateway.routes.store;

import org.jspecify.annotations.NullMarked;
