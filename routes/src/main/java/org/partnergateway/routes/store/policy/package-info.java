/** What the gateway remembers of partners' breakers and limits. */
@NullMarked
package org.partnergateway.routes.store.policy;

import org.jspecify.annotations.NullMarked;
