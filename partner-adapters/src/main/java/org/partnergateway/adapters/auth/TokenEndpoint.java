package org.partnergateway.adapters.auth;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.time.Time;
import org.partnergateway.adapters.transport.HttpAnswer;
import org.partnergateway.adapters.transport.HttpRequest;
import org.partnergateway.adapters.transport.Origin;
import org.partnergateway.adapters.transport.RetryAfter;
import org.partnergateway.adapters.transport.Transport;
import org.partnergateway.adapters.transport.TransportException;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;

/** An endpoint that answers with a token in JSON, as RFC 6749 has it or much like it. */
final class TokenEndpoint implements TokenFetcher {
  private final Transport transport;
  private final TokenCall call;
  private final Origin origin;
  private final String target;
  private final Duration timeout;
  private final Time time;

  TokenEndpoint(Transport transport, TokenCall call, Duration timeout, Time time) {
    URI url = call.url();
    this.transport = transport;
    this.call = call;
    this.origin = Origin.of(url);
    this.target = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    this.timeout = timeout;
    this.time = time;
  }

  @Override
  public FetchedToken fetch() throws AuthException {
    return fetch(List.of());
  }

  /**
   * Asks once.
   *
   * @param proofs sent along, for an endpoint that wants to know who calls
   */
  FetchedToken fetch(List<AuthHeader> proofs) throws AuthException {
    HttpAnswer answer = ask(proofs);
    JsonNode body = read(answer.body());
    if (answer.status() != 200) {
      throw refusal(answer, body);
    }
    check(answer, body);
    JsonNode token = body == null ? null : token(body);
    if (token == null || !token.isTextual() || token.textValue().isEmpty()) {
      throw new AuthException(
          Failure.CONTRACT_VIOLATION, where() + " answered without a token.", null);
    }
    return new FetchedToken(call.header().apply(token.textValue()), lifetime(body));
  }

  private @Nullable JsonNode token(JsonNode body) {
    for (JsonPointer pointer : call.token()) {
      JsonNode token = body.at(pointer);
      if (!token.isMissingNode()) {
        return token;
      }
    }
    return null;
  }

  private void check(HttpAnswer answer, @Nullable JsonNode body) throws AuthException {
    HttpOperation contract = call.contract();
    if (contract == null) {
      return;
    }
    List<Violation> violations =
        contract.checkResponse(answer.status(), answer.headers().get("content-type"), body);
    if (!violations.isEmpty()) {
      // The places alone: the values may be secrets.
      throw new AuthException(
          Failure.CONTRACT_VIOLATION,
          "%s answered in a form that its contract doesn't have, at %s."
              .formatted(where(), violations.stream().map(Violation::pointer).toList()),
          null);
    }
  }

  private HttpAnswer ask(List<AuthHeader> proofs) throws AuthException {
    MultiMap fields = HttpHeaders.headers();
    fields.set("Accept", "application/json");
    call.headers().get().forEach(fields::set);
    if (call.mediaType() != null) {
      fields.set(HttpHeaders.CONTENT_TYPE, call.mediaType());
    }
    if (call.body().length == 0) {
      fields.set(HttpHeaders.CONTENT_LENGTH, "0");
    }
    proofs.forEach(proof -> fields.set(proof.name(), proof.value()));
    try {
      return transport.send(new HttpRequest("POST", origin, target, fields, call.body()), timeout);
    } catch (TransportException e) {
      Failure failure =
          e.reason() == TransportException.Reason.NOT_ALLOWED
              ? Failure.INVALID_REQUEST
              : Failure.UNAVAILABLE;
      throw new AuthException(failure, "No token: " + e.getMessage(), null);
    }
  }

  private AuthException refusal(HttpAnswer answer, @Nullable JsonNode body) {
    String code = body == null ? "" : body.path("error").asText("");
    String detail =
        "%s answered %d%s instead of a token."
            .formatted(where(), answer.status(), code.isEmpty() ? "" : " " + code);
    return switch (answer.status()) {
      case 400, 401, 403 ->
          new AuthException(
              Failure.UNAUTHORIZED, detail + " Check the partner's credentials.", null);
      case 429 -> new AuthException(Failure.RATE_LIMITED, detail, retryAfter(answer));
      default -> new AuthException(Failure.UNAVAILABLE, detail, retryAfter(answer));
    };
  }

  private @Nullable Duration retryAfter(HttpAnswer answer) {
    return RetryAfter.read(answer.headers(), time.instant());
  }

  private static @Nullable JsonNode read(byte[] body) {
    try {
      return StrictJson.read(body);
    } catch (MalformedMessageException e) {
      return null;
    }
  }

  /** Some partners send the seconds as text. */
  private Duration lifetime(@Nullable JsonNode body) {
    long seconds = body == null ? 0 : body.path("expires_in").asLong(0);
    return seconds > 0 ? Duration.ofSeconds(Math.min(seconds, 1L << 31)) : call.lifetime();
  }

  private String where() {
    return "The token endpoint at " + origin.host();
  }
}
