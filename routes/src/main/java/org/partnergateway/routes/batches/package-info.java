/** Many lines at once: read, applied, counted, with a checkpoint; no line knows of another. */
@org.jspecify.annotations.NullMarked
package org.partnergateway.routes.batches;
