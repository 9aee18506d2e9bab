/**
 * Partners' files in the store: what they are, what became of them, and their content in chunks.
 */
@NullMarked
package org.partnergateway.routes.store.files;

import org.jspecify.annotations.NullMarked;
