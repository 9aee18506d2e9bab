/**
 * Finds card numbers and security codes where none may be. No HTTP here, and no telling what was
 * found.
 */
@NullMarked
package org.partnergateway.contracts.cards;

import org.jspecify.annotations.NullMarked;
