/**
 * What partners still have to be told of their orders, and how far the event log was read for it.
 */
@NullMarked
package org.partnergateway.routes.store.news;

import org.jspecify.annotations.NullMarked;
