/** What partners asked while they waited, and how far each question has come. */
@NullMarked
package org.partnergateway.routes.store.questions;

import org.jspecify.annotations.NullMarked;
