package org.partnergateway.adapters.service;

import java.net.URI;
import java.time.Duration;

/**
 * What the operator says about an internal service. Its text form hides the token.
 *
 * @param url where the paths of its contract begin
 * @param token the bearer token that it knows the gateway by
 * @param connectTimeout until a connection stands
 * @param timeout for one call, to the last byte of its answer
 * @param maxConcurrent calls under way; as many may wait
 */
public record ServiceSettings(
    URI url, String token, Duration connectTimeout, Duration timeout, int maxConcurrent) {
  @Override
  public String toString() {
    return "ServiceSettings[url=" + url + "]";
  }
}
