package org.partnergateway.contracts.soap;

import org.partnergateway.contracts.schema.BodyCheck;
import org.partnergateway.contracts.xml.XmlBody;

/**
 * One operation of a WSDL. Its trees are {@code {"Header": {…}, "Body": {"<element>": {…}}}}; a
 * fault is {@code {"Body": {"Fault": {"faultcode", "faultstring", "faultactor", "detail"}}}} in
 * either version of SOAP.
 *
 * @param path of the service's address
 * @param action that the request names
 * @param mediaType of the version of SOAP
 * @param requestCheck strict: nothing that the types don't have
 * @param answerCheck lenient: what was added passes, in elements and in lists of values
 */
public record SoapOperation(
    String name,
    String path,
    String action,
    String mediaType,
    XmlBody request,
    XmlBody answer,
    BodyCheck requestCheck,
    BodyCheck answerCheck) {}
