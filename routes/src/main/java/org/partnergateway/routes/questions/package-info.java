/**
 * Partners' questions: they ask and wait while a service inside is asked in canonical form, and a
 * payment is made where one belongs to it. No protocol of any partner here; that is in mappings.
 */
@NullMarked
package org.partnergateway.routes.questions;

import org.jspecify.annotations.NullMarked;
