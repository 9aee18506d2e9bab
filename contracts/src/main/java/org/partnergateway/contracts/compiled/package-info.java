/**
 * Schemas as plain Java that only says yes or no, for the messages that are in order, which nearly
 * all are. The validator is their judge: what they say must be what it says.
 */
@NullMarked
package org.partnergateway.contracts.compiled;

import org.jspecify.annotations.NullMarked;
