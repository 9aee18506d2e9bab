/**
 * OpenAPI 3.1 documents: the operations they declare, and the check of requests and answers against
 * them. Nothing is sent here.
 */
@NullMarked
package org.partnergateway.contracts.http;

import org.jspecify.annotations.NullMarked;
