package org.partnergateway.adapters.definition;

import org.jspecify.annotations.Nullable;

/** How the partner is told who calls. Strings but addresses and headers name credentials. */
public sealed interface AuthDefinition {
  /** Where tokens come from: an address, or a path under the base address; null for no tokens. */
  default @Nullable String tokenUrl() {
    return null;
  }

  /** No proof is wanted. */
  record None() implements AuthDefinition {}

  /** One fixed secret. */
  record Bearer(String token) implements AuthDefinition {}

  /**
   * OAuth 2.0 client credentials.
   *
   * @param inBody id and secret go into the form instead of an Authorization header
   * @param scope null for none
   */
  record ClientCredentials(
      String tokenUrl, boolean inBody, String clientId, String clientSecret, @Nullable String scope)
      implements AuthDefinition {}

  /**
   * Access tokens for a refresh token that stays.
   *
   * @param header that carries the access token
   */
  record RefreshToken(
      String tokenUrl, String clientId, String clientSecret, String refreshToken, String header)
      implements AuthDefinition {}
}
