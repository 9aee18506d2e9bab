/** What internal services asked for, stored before a partner is called, with its answer. */
@NullMarked
package org.partnergateway.routes.store.operations;

import org.jspecify.annotations.NullMarked;
