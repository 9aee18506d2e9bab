/** Files that partners leave or are sent, whatever carries them; no wire format, no mapping. */
@org.jspecify.annotations.NullMarked
package org.partnergateway.routes.files;
