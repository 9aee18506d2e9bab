/**
 * JSON Schema 2020-12: linked and compiled once from definition files, then asked about messages.
 * No HTTP here.
 */
@NullMarked
package org.partnergateway.contracts.schema;

import org.jspecify.annotations.NullMarked;
