/**
 * Holds what our mappings send, and what golden cases and simulators answer, against the contracts
 * that the partners publish themselves. Those are not part of this repository: {@code
 * -Dvendor.contracts=DIR} says where they are.
 */
@NullMarked
package org.partnergateway.tests.conformance;

import org.jspecify.annotations.NullMarked;
