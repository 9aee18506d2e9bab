/**
 * What the whole product does, seen from outside: a gateway and its simulated partners, one for all
 * classes here. Each test brings its own orders and keys, so that no test depends on another.
 */
@NullMarked
package org.partnergateway.tests.endtoend;

import org.jspecify.annotations.NullMarked;
