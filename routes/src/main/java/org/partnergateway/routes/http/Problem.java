package org.partnergateway.routes.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.JsonPointers;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;

/**
 * A problem document (RFC 9457) in the making.
 *
 * @param detail what is wrong here and what to do, for people; never internals
 * @param errors where in the request or answer it is wrong
 * @param extensions further members, such as {@code partner} and {@code failure}
 * @param retryAfter how long to wait before another try, if that is known
 */
public record Problem(
    ProblemType type,
    String detail,
    List<Violation> errors,
    Map<String, String> extensions,
    @Nullable Duration retryAfter) {
  private static final String BODY = "/body";
  private static final int LONGEST_POINTER = 1000;
  private static final List<String> PARAMETERS = List.of("/path/", "/query/", "/headers/");

  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, List.of(), Map.of(), null);
  }

  /** A body that is not well-formed JSON, with the place. */
  public static Problem malformed(MalformedMessageException e) {
    return malformed("JSON", e);
  }

  /** A body that is not well-formed, with the place. */
  public static Problem malformed(String format, MalformedMessageException e) {
    return of(ProblemType.MALFORMED_BODY, "The body is not well-formed %s.".formatted(format))
        .withErrors(
            List.of(
                new Violation(
                    "/body" + e.pointer(),
                    "syntax",
                    "line %d, column %d: %s".formatted(e.line(), e.column(), e.problem()))));
  }

  public Problem withErrors(List<Violation> more) {
    return new Problem(type, detail, more, extensions, retryAfter);
  }

  public Problem with(String member, @Nullable String value) {
    if (value == null) {
      return this;
    }
    Map<String, String> more = new HashMap<>(extensions);
    more.put(member, value);
    return new Problem(type, detail, errors, more, retryAfter);
  }

  public Problem withRetryAfter(@Nullable Duration wait) {
    return new Problem(type, detail, errors, extensions, wait);
  }

  public ProblemException exception() {
    return new ProblemException(this);
  }

  public ObjectNode tree() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("type", type.uri());
    tree.put("title", type.title());
    tree.put("status", type.status());
    tree.put("code", type.code());
    tree.put("detail", detail);
    extensions.forEach(tree::put);
    if (!errors.isEmpty()) {
      ArrayNode list = tree.putArray("errors");
      for (Violation error : errors) {
        place(list.addObject(), within(error.pointer())).put("detail", error.message());
      }
    }
    return tree;
  }

  /** Names may be longer than a problem has room for; then it points at what they are in. */
  private static String within(String pointer) {
    String shown = pointer;
    while (shown.length() > LONGEST_POINTER) {
      shown = JsonPointers.parent(shown);
    }
    return shown;
  }

  /** A pointer into a request is one into its body, or the name of a parameter. */
  private static ObjectNode place(ObjectNode error, String pointer) {
    if (pointer.equals(BODY) || pointer.startsWith(BODY + "/")) {
      return error.put("pointer", pointer.substring(BODY.length()));
    }
    for (String parameters : PARAMETERS) {
      if (pointer.startsWith(parameters)) {
        return error.put("parameter", pointer.substring(parameters.length()));
      }
    }
    return error.put("pointer", pointer);
  }

  public Answer answer() {
    Map<String, String> headers = new HashMap<>();
    if (retryAfter != null) {
      headers.put(
          "Retry-After", Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds())));
    }
    if (type == ProblemType.AUTHENTICATION_REQUIRED) {
      headers.put("WWW-Authenticate", "Bearer");
    }
    return new Answer(type.status(), Answer.PROBLEM_JSON, headers, StrictJson.write(tree()));
  }
}
