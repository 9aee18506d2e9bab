/**
 * Files as rows: where each record begins and ends in the bytes, so that reading can go on from any
 * of them, and what it says. No store and no kinds here.
 */
@org.jspecify.annotations.NullMarked
package org.partnergateway.routes.batches.rows;
