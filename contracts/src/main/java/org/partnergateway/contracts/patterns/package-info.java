/** Regular expressions of the plain kind, matched in one pass. No schema is known here. */
@NullMarked
package org.partnergateway.contracts.patterns;

import org.jspecify.annotations.NullMarked;
