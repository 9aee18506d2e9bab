/**
 * Wire formats: between the bytes that travel and the JSON trees that mappings work on. Reading is
 * strict, because what one side drops silently the other side meant.
 */
@NullMarked
package org.partnergateway.transformations.formats;

import org.jspecify.annotations.NullMarked;
