/**
 * EDI with partners: interchanges taken in and acknowledged with the element at fault, transactions
 * sent for operations, and what partners say of those. How files travel is decided elsewhere, what
 * transactions mean in mappings.
 */
@NullMarked
package org.partnergateway.routes.edi;

import org.jspecify.annotations.NullMarked;
