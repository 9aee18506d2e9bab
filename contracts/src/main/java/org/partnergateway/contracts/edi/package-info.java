/**
 * EDI: X12 and EDIFACT, read and held to transaction schemas by StAEDI, as trees that mappings
 * read, and written from such trees. Bytes in and out only; whom to answer and what to keep is
 * decided elsewhere.
 */
@NullMarked
package org.partnergateway.contracts.edi;

import org.jspecify.annotations.NullMarked;
