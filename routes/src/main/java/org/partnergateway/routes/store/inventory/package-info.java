/** The figures of stock that are told many at once, as they are stored; no partner, no mapping. */
@org.jspecify.annotations.NullMarked
package org.partnergateway.routes.store.inventory;
