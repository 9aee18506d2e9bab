package org.partnergateway.adapters.definition;

/**
 * How our requests prove that they are ours and new: HMAC-SHA256 over {@code t.body}.
 *
 * @param header that carries the proof
 * @param secret name of the credential
 */
public record SigningDefinition(String header, String secret) {}
