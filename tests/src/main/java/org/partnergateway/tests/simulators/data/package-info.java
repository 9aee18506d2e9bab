/**
 * Partners simulated from files: {@code tests/simulators/<id>/} says what a partner does, its
 * contract what it takes and answers. No class here knows a partner, and none shares code with what
 * reaches partners but the reading of definitions and wire formats.
 */
@NullMarked
package org.partnergateway.tests.simulators.data;

import org.jspecify.annotations.NullMarked;
