/** Rules on how the code is laid out. */
@NullMarked
package org.partnergateway.tests.architecture;

import org.jspecify.annotations.NullMarked;
