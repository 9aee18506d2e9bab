/** The operator's settings, bound strictly. */
@NullMarked
package org.partnergateway.routes.config;

import org.jspecify.annotations.NullMarked;
