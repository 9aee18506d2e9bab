package org.partnergateway.adapters.as2;

import java.util.Map;

/**
 * A message or receipt, ready for HTTP.
 *
 * @param headers as they are written
 * @param mic what the receipt must say of its content; empty for a receipt
 */
public record As2Outgoing(Map<String, String> headers, byte[] body, String mic) {}
