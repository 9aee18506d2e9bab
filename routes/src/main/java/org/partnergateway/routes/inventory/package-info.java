/**
 * Stock told many figures at once: accepted durably, the newest of each level handed to its
 * marketplace in that one's own way, and what becomes of each kept where its caller looks. How a
 * marketplace is told stands in its adapter file and mappings, not here.
 */
@org.jspecify.annotations.NullMarked
package org.partnergateway.routes.inventory;
