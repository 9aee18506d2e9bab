package org.partnergateway.adapters.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the partner is told who calls. Strings but addresses and headers name credentials. */
public sealed interface AuthDefinition {
  /** How tokens are asked for; null for a scheme without them. */
  default @Nullable TokenRequest tokens() {
    return null;
  }

  /** Where tokens come from: an address, or a path under the base address; null for no tokens. */
  default @Nullable String tokenUrl() {
    TokenRequest tokens = tokens();
    return tokens == null ? null : tokens.url();
  }

  /** No proof is wanted. */
  record None() implements AuthDefinition {}

  /** One fixed secret. */
  record Bearer(String token) implements AuthDefinition {}

  /** RFC 7617. */
  record Basic(String username, String password) implements AuthDefinition {}

  /**
   * One fixed secret in a header of the partner's own.
   *
   * @param prefix what stands before it, empty for nothing
   */
  record ApiKey(String header, String prefix, String key) implements AuthDefinition {}

  /** OAuth 2.0 client credentials. */
  record ClientCredentials(TokenRequest tokens) implements AuthDefinition {}

  /** Access tokens for a refresh token that stays. */
  record RefreshToken(TokenRequest tokens, String refreshToken) implements AuthDefinition {}

  /**
   * What all requests for tokens have.
   *
   * @param url an address, or a path under the base address
   * @param clientInRequest id and secret are parameters instead of an Authorization header
   * @param scope null for none
   * @param headers that the token endpoint wants besides
   * @param header that carries the access token
   * @param prefix what stands before it there
   */
  record TokenRequest(
      String url,
      Form form,
      boolean clientInRequest,
      String clientId,
      String clientSecret,
      @Nullable String scope,
      Map<String, TextSource> headers,
      String header,
      String prefix) {
    /** Where the parameters stand. */
    public enum Form {
      /** In the body, as RFC 6749 has it. */
      FORM,
      /** In the body, as a JSON object. */
      JSON,
      /** In the address. */
      QUERY
    }

    /** Copies the map. */
    public TokenRequest {
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
  }
}
