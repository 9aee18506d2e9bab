/**
 * What happened in a run, one line of JSON each, and the judgment on it: what was lost, done twice,
 * moved backwards or told wrongly. Knows the words of the canonical API and nothing of the
 * product's code, so that a fault there is not a fault here too.
 */
@NullMarked
package org.partnergateway.tests.history;

import org.jspecify.annotations.NullMarked;
