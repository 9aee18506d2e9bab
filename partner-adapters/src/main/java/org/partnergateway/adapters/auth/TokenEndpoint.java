package org.partnergateway.adapters.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
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

/** An OAuth 2.0 token endpoint (RFC 6749): a form goes there, an access token comes back. */
final class TokenEndpoint implements TokenFetcher {
  // RFC 6749, 5.1 lets the lifetime be left out.
  private static final Duration LIFETIME_UNSAID = Duration.ofMinutes(5);

  private final Transport transport;
  private final Origin origin;
  private final String target;
  private final Map<String, String> headers;
  private final byte[] form;
  private final Function<String, AuthHeader> header;
  private final @Nullable HttpOperation contract;
  private final Duration timeout;
  private final Time time;

  TokenEndpoint(
      Transport transport,
      URI url,
      Map<String, String> headers,
      Map<String, String> form,
      Function<String, AuthHeader> header,
      @Nullable HttpOperation contract,
      Duration timeout,
      Time time) {
    this.transport = transport;
    this.origin = Origin.of(url);
    this.target = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    this.headers = headers;
    this.form = encode(form);
    this.header = header;
    this.contract = contract;
    this.timeout = timeout;
    this.time = time;
  }

  @Override
  public FetchedToken fetch() throws AuthException {
    HttpAnswer answer = ask();
    JsonNode body = read(answer.body());
    if (answer.status() != 200) {
      throw refusal(answer, body);
    }
    check(answer, body);
    JsonNode token = body == null ? null : body.get("access_token");
    if (token == null || !token.isTextual() || token.textValue().isEmpty()) {
      throw new AuthException(
          Failure.CONTRACT_VIOLATION, where() + " answered without an access_token.", null);
    }
    return new FetchedToken(header.apply(token.textValue()), lifetime(body));
  }

  private void check(HttpAnswer answer, @Nullable JsonNode body) throws AuthException {
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

  private HttpAnswer ask() throws AuthException {
    MultiMap fields = HttpHeaders.headers();
    fields.set("Accept", "application/json");
    fields.set("Content-Type", "application/x-www-form-urlencoded");
    fields.addAll(headers);
    try {
      return transport.send(new HttpRequest("POST", origin, target, fields, form), timeout);
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
  private static Duration lifetime(@Nullable JsonNode body) {
    long seconds = body == null ? 0 : body.path("expires_in").asLong(0);
    return seconds > 0 ? Duration.ofSeconds(Math.min(seconds, 1L << 31)) : LIFETIME_UNSAID;
  }

  private static byte[] encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String where() {
    return "The token endpoint at " + origin.host();
  }
}
