/** Threads of work that nobody waits for. */
@NullMarked
package org.partnergateway.routes.background;

import org.jspecify.annotations.NullMarked;
