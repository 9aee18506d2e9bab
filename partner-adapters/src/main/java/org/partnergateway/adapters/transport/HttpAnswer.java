package org.partnergateway.adapters.transport;

import java.util.Map;

/**
 * A complete answer.
 *
 * @param status three digits
 * @param headers by lower-case name; values of a repeated header joined by ", "
 * @param body decompressed, empty for none; not to be changed
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {}
