/**
 * Definition files, the trees they stand in, and the problems found in them. What a file means is
 * not known here.
 */
@NullMarked
package org.partnergateway.contracts.definitions;

import org.jspecify.annotations.NullMarked;
