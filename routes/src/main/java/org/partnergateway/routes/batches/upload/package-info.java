/** Files as they come: read once, judged, cut into pieces, and nothing of them kept in memory. */
@org.jspecify.annotations.NullMarked
package org.partnergateway.routes.batches.upload;
