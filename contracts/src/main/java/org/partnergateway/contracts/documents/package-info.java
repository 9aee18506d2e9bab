/**
 * Documents of several files made into one, to be given to others. What a document declares is not
 * known here.
 */
@NullMarked
package org.partnergateway.contracts.documents;

import org.jspecify.annotations.NullMarked;
