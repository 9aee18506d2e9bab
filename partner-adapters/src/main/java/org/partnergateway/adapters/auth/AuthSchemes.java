package org.partnergateway.adapters.auth;

import com.fasterxml.jackson.core.JsonPointer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.AdditionalToken;
import org.partnergateway.adapters.definition.AuthDefinition;
import org.partnergateway.adapters.definition.AuthDefinition.TokenRequest;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.TextSources;
import org.partnergateway.adapters.time.Time;
import org.partnergateway.adapters.transport.Transport;

/** Makes what proves to one partner who calls, as its adapter file says; each token once. */
public final class AuthSchemes {
  // RFC 6749, 5.1 lets the lifetime be left out.
  private static final Duration LIFETIME_UNSAID = Duration.ofMinutes(5);
  private static final List<JsonPointer> ACCESS_TOKEN =
      List.of(JsonPointer.compile("/access_token"));
  private static final String AUTHORIZATION = "Authorization";

  private final Partner partner;
  private final Transport transport;
  private final Time time;
  private final Map<AuthDefinition, Proofs> made = new ConcurrentHashMap<>();
  private final Map<AdditionalToken, AuthScheme> additional = new LinkedHashMap<>();

  /**
   * For that partner.
   *
   * @param transport the partner's own, so that token endpoints pass the same checks
   */
  public AuthSchemes(Partner partner, Transport transport, Time time) {
    this.partner = partner;
    this.transport = transport;
    this.time = time;
    for (AdditionalToken token : partner.definition().additionalTokens()) {
      additional.put(token, additional(token));
    }
  }

  /** What the operation needs. */
  public Proofs of(OperationDefinition operation) {
    List<AuthScheme> schemes = new ArrayList<>();
    additional.forEach(
        (token, scheme) -> {
          if (token.isFor(operation)) {
            schemes.add(scheme);
          }
        });
    // Last, since the others are fetched by it, and may have had to renew it.
    schemes.addAll(of(partner.definition().auth()).schemes());
    return new Proofs(schemes);
  }

  /** What the definition says, the same for all who ask. */
  public Proofs of(AuthDefinition auth) {
    return made.computeIfAbsent(auth, this::make);
  }

  private Proofs make(AuthDefinition auth) {
    return switch (auth) {
      case AuthDefinition.None none -> Proofs.NONE;
      case AuthDefinition.Bearer bearer ->
          fixed(AUTHORIZATION, "Bearer " + partner.credential(bearer.token()));
      case AuthDefinition.Basic pair ->
          fixed(AUTHORIZATION, basic(pair.username(), pair.password()));
      case AuthDefinition.ApiKey key ->
          fixed(key.header(), key.prefix() + partner.credential(key.key()));
      case AuthDefinition.ClientCredentials client ->
          tokens(client.tokens(), "client_credentials", null);
      case AuthDefinition.RefreshToken refresh ->
          tokens(refresh.tokens(), "refresh_token", partner.credential(refresh.refreshToken()));
    };
  }

  private static Proofs fixed(String header, String value) {
    return new Proofs(List.of(AuthScheme.fixed(new AuthHeader(header, value))));
  }

  private Proofs tokens(TokenRequest request, String grant, @Nullable String refreshToken) {
    TokenParameters parameters = new TokenParameters(request.form());
    parameters.add("grant_type", grant);
    if (refreshToken != null) {
      parameters.add("refresh_token", refreshToken);
    }
    if (request.scope() != null) {
      parameters.add("scope", request.scope());
    }
    Map<String, String> client = new LinkedHashMap<>();
    if (request.clientInRequest()) {
      parameters.add("client_id", partner.credential(request.clientId()));
      parameters.add("client_secret", partner.credential(request.clientSecret()));
    } else {
      client.put(AUTHORIZATION, basic(request.clientId(), request.clientSecret()));
    }
    HeaderTexts headers = new HeaderTexts(request.headers(), partner);
    TokenCall call =
        new TokenCall(
            parameters.address(address(request.url())),
            () -> {
              Map<String, String> all = new LinkedHashMap<>(headers.make(newId()));
              all.putAll(client);
              return all;
            },
            parameters.mediaType(),
            parameters.body(),
            ACCESS_TOKEN,
            LIFETIME_UNSAID,
            token -> new AuthHeader(request.header(), request.prefix() + token),
            partner.definition().auth().tokens() == request
                ? partner.definition().tokenContract()
                : null);
    TokenEndpoint endpoint = new TokenEndpoint(transport, call, timeout(), time);
    return new Proofs(List.of(new TokenScheme(partner.id(), endpoint, time)));
  }

  private AuthScheme additional(AdditionalToken token) {
    HeaderTexts headers = new HeaderTexts(partner.definition().headers(), partner);
    TokenCall call =
        new TokenCall(
            partner.address(token.url()),
            () -> headers.make(newId()),
            "application/json",
            new RequestTemplate(partner).write(token.request()),
            token.token(),
            token.lifetime(),
            value -> new AuthHeader(token.header(), token.prefix() + value),
            token.contract());
    return new TokenScheme(
        partner.id(),
        new AdditionalTokenFetcher(
            new TokenEndpoint(transport, call, timeout(), time),
            of(partner.definition().auth()),
            timeout(),
            time),
        time);
  }

  /** The operator's address of the token endpoint goes for all who name the same one. */
  private URI address(String url) {
    URI tokenUrl = partner.tokenUrl();
    return tokenUrl != null && url.equals(partner.definition().auth().tokenUrl())
        ? tokenUrl
        : partner.address(url);
  }

  private Duration timeout() {
    return partner.definition().policy().timeouts().response();
  }

  private String basic(String username, String password) {
    return TextSources.basic(partner.credential(username), partner.credential(password));
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }
}
