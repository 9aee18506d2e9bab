/** What is measured, one class each. */
@NullMarked
package org.partnergateway.tests.benchmark.sections;

import org.jspecify.annotations.NullMarked;
