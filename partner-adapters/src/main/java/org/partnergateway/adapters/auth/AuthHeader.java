package org.partnergateway.adapters.auth;

/**
 * A header that proves who calls. Its text form hides the value.
 *
 * @param name as it goes on the wire
 * @param value secret
 */
public record AuthHeader(String name, String value) {
  @Override
  public String toString() {
    return name + ": (secret)";
  }
}
