/**
 * Adapter files: what they say, bound strictly, with the operator's settings. No I/O towards
 * partners.
 */
@NullMarked
package org.partnergateway.adapters.definition;

import org.jspecify.annotations.NullMarked;
