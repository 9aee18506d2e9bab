/**
 * What several carriers would do a shipment for, asked at once, and which of them a rule chooses.
 * Knows nothing of their own forms.
 */
@NullMarked
package org.partnergateway.routes.rates;

import org.jspecify.annotations.NullMarked;
