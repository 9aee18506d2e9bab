package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.http.HttpParameter;
import org.partnergateway.contracts.http.RequestParts;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.admission.InboundLimits;
import org.partnergateway.routes.http.HttpInput;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;

/**
 * {@code gateway:api-request/<operationId>}: turns an HTTP request into an {@link ApiRequest}, or
 * refuses it: who is it, can it be read, does it keep to the contract.
 */
public final class ApiRequestStep implements StepFactory {
  private static final String KEY_HEADER = "Idempotency-Key";
  private static final byte[] NOTHING = new byte[0];

  /** Stands for a body that the contract's check needn't see. */
  private static final JsonNode UNREAD = JsonNodeFactory.instance.textNode("");

  private final HttpContract contract;
  private final Callers callers;
  private final InboundLimits limits;
  private final CardGuard cards;

  public ApiRequestStep(
      HttpContract contract, Callers callers, InboundLimits limits, CardGuard cards) {
    this.contract = contract;
    this.callers = callers;
    this.limits = limits;
    this.cards = cards;
  }

  @Override
  public String name() {
    return "api-request";
  }

  @Override
  public Step create(List<String> arguments) {
    HttpOperation operation = contract.operation(arguments.getFirst());
    boolean keyed =
        operation.parameters().stream()
            .anyMatch(
                p ->
                    p.place() == HttpParameter.Place.HEADER
                        && p.name().equalsIgnoreCase(KEY_HEADER));
    return exchange -> {
      HttpInput input = HttpInput.of(exchange);
      String caller = authenticate(operation, input);
      limits.client(caller, exchange);
      exchange.getMessage().setBody(read(operation, caller, keyed, input));
    };
  }

  private ApiRequest read(HttpOperation operation, String caller, boolean keyed, HttpInput input) {
    cards.checkParameters(operation, input);
    String key = keyed ? key(input) : null;
    ApiRequest.Upload upload = operation.isUpload() ? upload(operation, input) : null;
    byte[] raw = upload == null ? input.body() : NOTHING;
    JsonNode body = null;
    if (upload != null) {
      body = UNREAD;
    } else if (operation.requestMediaType() != null) {
      body = body(input, raw);
    }
    if (body != null) {
      cards.check(body);
    }
    Map<String, String> path = new HashMap<>();
    Map<String, String> query = new HashMap<>();
    Map<String, String> headers = new HashMap<>();
    check(operation, input, body, path, query, headers);
    String accept = input.header("Accept");
    if (accept != null) {
      headers.put("accept", accept);
    }
    return new ApiRequest(
        caller,
        path,
        query,
        headers,
        key,
        Preference.read(input.header("Prefer")),
        raw,
        body,
        upload);
  }

  /** A body that is too long to be held: its content is for whoever reads it to judge. */
  private static ApiRequest.Upload upload(HttpOperation operation, HttpInput input) {
    String contentType = input.header("Content-Type");
    String mediaType = contentType == null ? null : operation.uploadMediaType(contentType);
    if (contentType == null || mediaType == null) {
      throw Problem.of(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "Send the body with a Content-Type of " + operation.uploadMediaTypes() + ".")
          .exception();
    }
    int charset = contentType.toLowerCase(Locale.ROOT).indexOf("charset=");
    if (charset >= 0
        && !contentType
            .substring(charset + 8)
            .replace("\"", "")
            .strip()
            .equalsIgnoreCase("utf-8")) {
      throw Problem.of(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "Send the body in UTF-8; no other charset is read.")
          .exception();
    }
    return new ApiRequest.Upload(mediaType, input.header("Content-Encoding"), input.bodyStream());
  }

  private String authenticate(HttpOperation operation, HttpInput input) {
    String caller = callers.nameOf(input.header("Authorization"));
    if (caller == null && operation.requiresSecurity()) {
      throw Problem.of(
              ProblemType.AUTHENTICATION_REQUIRED,
              "Send 'Authorization: Bearer <token>' with the token of a configured client.")
          .exception();
    }
    return caller == null ? "anonymous" : caller;
  }

  private static String key(HttpInput input) {
    String key = input.header(KEY_HEADER);
    if (key == null || key.isBlank()) {
      throw Problem.of(
              ProblemType.IDEMPOTENCY_KEY_MISSING,
              "Send an Idempotency-Key, unique to this request and the same on every retry of it.")
          .exception();
    }
    return key;
  }

  private @Nullable JsonNode body(HttpInput input, byte[] raw) {
    if (raw.length == 0 && !input.announcesBody()) {
      return null;
    }
    String mediaType = input.header("Content-Type");
    if (mediaType == null || !isJson(mediaType)) {
      throw Problem.of(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "Send the body as Content-Type: application/json.")
          .exception();
    }
    return raw.length == 0 ? null : read(raw);
  }

  /** Reads strictly; what can't be read becomes a problem that says where. */
  private JsonNode read(byte[] raw) {
    try {
      return StrictJson.read(raw);
    } catch (MalformedMessageException e) {
      cards.checkUnread(raw);
      throw Problem.malformed(e).exception();
    }
  }

  private static boolean isJson(String mediaType) {
    String lower = mediaType.toLowerCase(Locale.ROOT);
    int end = lower.indexOf(';');
    return (end < 0 ? lower : lower.substring(0, end)).strip().equals("application/json");
  }

  private static void check(
      HttpOperation operation,
      HttpInput input,
      @Nullable JsonNode body,
      Map<String, String> path,
      Map<String, String> query,
      Map<String, String> headers) {
    ObjectNode pathTree = JsonNodeFactory.instance.objectNode();
    ObjectNode headerTree = JsonNodeFactory.instance.objectNode();
    for (HttpParameter parameter : operation.parameters()) {
      String name = parameter.name();
      if (parameter.place() == HttpParameter.Place.PATH) {
        String value = input.path(name);
        if (value != null) {
          path.put(name, value);
          pathTree.put(name, value);
        }
      } else if (parameter.place() == HttpParameter.Place.HEADER) {
        String value = input.header(name);
        if (value != null) {
          headers.put(name.toLowerCase(Locale.ROOT), value);
          headerTree.put(name, value);
        }
      }
    }
    ObjectNode queryTree = JsonNodeFactory.instance.objectNode();
    input
        .query()
        .forEach(
            (name, values) -> {
              query.put(name, values.getFirst());
              if (values.size() == 1) {
                queryTree.put(name, values.getFirst());
              } else {
                values.forEach(queryTree.putArray(name)::add);
              }
            });
    List<Violation> violations =
        operation.checkRequest(new RequestParts(pathTree, queryTree, headerTree, body));
    if (!violations.isEmpty()) {
      boolean inBody = violations.stream().anyMatch(v -> v.pointer().startsWith("/body"));
      throw Problem.of(
              inBody ? ProblemType.INVALID_BODY : ProblemType.INVALID_PARAMETER,
              "The request breaks the contract at %d place(s).".formatted(violations.size()))
          .withErrors(violations)
          .exception();
    }
  }
}
