/**
 * The Camel component whose endpoints are the steps of the standard routes. Steps carry typed
 * state, never headers.
 */
@NullMarked
package org.partnergateway.routes.steps;

import org.jspecify.annotations.NullMarked;
