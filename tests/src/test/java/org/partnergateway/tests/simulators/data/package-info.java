/** The engine that simulates partners from files, and the rows that hold for every such partner. */
@NullMarked
package org.partnergateway.tests.simulators.data;

import org.jspecify.annotations.NullMarked;
