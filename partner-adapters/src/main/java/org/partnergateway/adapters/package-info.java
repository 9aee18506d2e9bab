/** Reaches partners and keeps them at bay: auth, signatures, policy and transport. No Camel. */
@NullMarked
package org.partnergateway.adapters;

import org.jspecify.annotations.NullMarked;
