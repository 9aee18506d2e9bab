package org.partnergateway.contracts.http;

import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.xml.XmlBody;

/**
 * How a body is written and read.
 *
 * @param mediaType without parameters
 * @param xml its elements, when the media type is one of XML's; else null
 */
public record BodyForm(String mediaType, @Nullable XmlBody xml) {}
