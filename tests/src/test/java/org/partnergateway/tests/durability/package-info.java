/**
 * Gateways in processes of their own, which are killed: what was acknowledged is kept, and what may
 * have reached a partner is not done twice.
 */
@NullMarked
package org.partnergateway.tests.durability;

import org.jspecify.annotations.NullMarked;
