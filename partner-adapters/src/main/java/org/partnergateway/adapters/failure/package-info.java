/** The closed set of failures and the tables that read a partner's answer into it. No I/O here. */
@NullMarked
package org.partnergateway.adapters.failure;

import org.jspecify.annotations.NullMarked;
