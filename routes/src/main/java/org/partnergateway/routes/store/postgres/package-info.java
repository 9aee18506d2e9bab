/**
 * PostgreSQL as a part of the gateway: unpacked, started, adopted, stopped. No SQL of ours lives
 * here.
 */
@NullMarked
package org.partnergateway.routes.store.postgres;

import org.jspecify.annotations.NullMarked;
