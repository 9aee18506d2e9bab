/** Histories with one lie each, and the checker that must not believe them. */
@NullMarked
package org.partnergateway.tests.history;

import org.jspecify.annotations.NullMarked;
