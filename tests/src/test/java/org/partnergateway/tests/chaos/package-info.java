/**
 * Two gateways on one PostgreSQL under load, while everything is broken that can be: what is kept
 * is the history, and the checker judges it.
 */
@NullMarked
package org.partnergateway.tests.chaos;

import org.jspecify.annotations.NullMarked;
