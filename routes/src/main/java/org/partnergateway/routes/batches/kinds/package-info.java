/** What becomes of the lines of each kind of batch that the gateway has by itself. */
@org.jspecify.annotations.NullMarked
package org.partnergateway.routes.batches.kinds;
