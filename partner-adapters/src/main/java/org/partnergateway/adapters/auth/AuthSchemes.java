package org.partnergateway.adapters.auth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.partnergateway.adapters.definition.AuthDefinition;
import org.partnergateway.adapters.definition.AuthDefinition.Bearer;
import org.partnergateway.adapters.definition.AuthDefinition.ClientCredentials;
import org.partnergateway.adapters.definition.AuthDefinition.RefreshToken;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.time.Time;
import org.partnergateway.adapters.transport.Transport;

/** Makes the auth scheme that an adapter file names. */
public final class AuthSchemes {
  private final Partner partner;
  private final Transport transport;
  private final Time time;

  private AuthSchemes(Partner partner, Transport transport, Time time) {
    this.partner = partner;
    this.transport = transport;
    this.time = time;
  }

  /**
   * The partner's scheme.
   *
   * @param transport the partner's own, so that token endpoints pass the same checks
   */
  public static AuthScheme of(Partner partner, Transport transport, Time time) {
    return new AuthSchemes(partner, transport, time).scheme(partner.definition().auth());
  }

  private AuthScheme scheme(AuthDefinition auth) {
    if (auth instanceof Bearer bearer) {
      return AuthScheme.fixed(bearer(partner.credential(bearer.token())));
    }
    if (auth instanceof ClientCredentials client) {
      return clientCredentials(client);
    }
    return auth instanceof RefreshToken refresh ? refreshToken(refresh) : AuthScheme.NONE;
  }

  private AuthScheme clientCredentials(ClientCredentials client) {
    String id = partner.credential(client.clientId());
    String secret = partner.credential(client.clientSecret());
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    if (client.scope() != null) {
      form.put("scope", client.scope());
    }
    if (client.inBody()) {
      form.put("client_id", id);
      form.put("client_secret", secret);
      return tokens(Map.of(), form, AuthSchemes::bearer);
    }
    byte[] pair = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
    String basic = "Basic " + Base64.getEncoder().encodeToString(pair);
    return tokens(Map.of("Authorization", basic), form, AuthSchemes::bearer);
  }

  private AuthScheme refreshToken(RefreshToken refresh) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", partner.credential(refresh.refreshToken()));
    form.put("client_id", partner.credential(refresh.clientId()));
    form.put("client_secret", partner.credential(refresh.clientSecret()));
    return tokens(Map.of(), form, token -> new AuthHeader(refresh.header(), token));
  }

  private AuthScheme tokens(
      Map<String, String> headers, Map<String, String> form, Function<String, AuthHeader> header) {
    URI url = Objects.requireNonNull(partner.tokenUrl(), "A scheme with tokens has their address");
    Duration timeout = partner.definition().policy().timeouts().response();
    TokenEndpoint endpoint =
        new TokenEndpoint(
            transport,
            url,
            headers,
            form,
            header,
            partner.definition().tokenContract(),
            timeout,
            time);
    return new TokenScheme(partner.id(), endpoint, time);
  }

  private static AuthHeader bearer(String token) {
    return new AuthHeader("Authorization", "Bearer " + token);
  }
}
