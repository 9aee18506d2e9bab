/**
 * SOAP from a WSDL: Apache CXF reads the document and puts envelopes together and apart; shapes and
 * checks come from the XSD types in it. Bytes in and out only: nothing is sent or fetched here.
 */
@NullMarked
package org.partnergateway.contracts.soap;

import org.jspecify.annotations.NullMarked;
