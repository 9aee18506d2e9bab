/** Batches as they are stored: what was uploaded, how far each has come, which lines failed. */
@org.jspecify.annotations.NullMarked
package org.partnergateway.routes.store.batches;
