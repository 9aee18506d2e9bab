package org.partnergateway.tests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import org.partnergateway.contracts.http.RequestParts;

/**
 * A request and its answer, as a vendor wrote them.
 *
 * @param response the body
 */
record VendorExample(int status, RequestParts request, JsonNode response) {}
