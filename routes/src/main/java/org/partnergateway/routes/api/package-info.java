/**
 * The canonical API: one handler for each operation of its contract. Knows nothing of partners' own
 * forms.
 */
@NullMarked
package org.partnergateway.routes.api;

import org.jspecify.annotations.NullMarked;
