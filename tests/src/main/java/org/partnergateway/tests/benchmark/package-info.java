/**
 * The benchmark: the gateway side by side with what people would use instead, on one machine in one
 * run, and a table of ratios. Not a test: it fails only when something was answered wrongly or
 * lost.
 */
@NullMarked
package org.partnergateway.tests.benchmark;

import org.jspecify.annotations.NullMarked;
