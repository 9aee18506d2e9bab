/**
 * Golden cases: rows of data below {@code tests/partners}, each an input of a mapping and exactly
 * what must come of it. A new partner adds rows, never code here.
 */
@NullMarked
package org.partnergateway.tests.golden;

import org.jspecify.annotations.NullMarked;
