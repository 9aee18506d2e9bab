/**
 * Proves to a partner who calls: fixed secrets and tokens that are fetched once for all callers.
 */
@NullMarked
package org.partnergateway.adapters.auth;

import org.jspecify.annotations.NullMarked;
