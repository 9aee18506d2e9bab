package org.partnergateway.routes.http;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer of the gateway.
 *
 * @param mediaType null when there is no body
 * @param headers only those that {@link HeaderFirewall} lets out arrive
 * @param stream what writes the body bit by bit, instead of {@code body}; null as a rule
 */
public record Answer(
    int status,
    @Nullable String mediaType,
    Map<String, String> headers,
    byte[] body,
    @Nullable AnswerStream stream) {
  public static final String JSON = "application/json";
  public static final String PROBLEM_JSON = "application/problem+json";

  public Answer(int status, @Nullable String mediaType, Map<String, String> headers, byte[] body) {
    this(status, mediaType, headers, body, null);
  }

  public static Answer json(int status, byte[] body) {
    return new Answer(status, JSON, Map.of(), body);
  }

  public static Answer text(String mediaType, String text) {
    return new Answer(200, mediaType, Map.of(), text.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer empty(int status) {
    return new Answer(status, null, Map.of(), new byte[0]);
  }

  /** A body that comes as long as there is something to tell. */
  public static Answer stream(String mediaType, AnswerStream stream) {
    return new Answer(200, mediaType, Map.of(), new byte[0], stream);
  }

  /** What is read as it is sent, and closed then. */
  public static Answer stream(String mediaType, InputStream content) {
    return stream(mediaType, AnswerStream.of(content));
  }

  public Answer withHeaders(Map<String, String> more) {
    return new Answer(status, mediaType, more, body, stream);
  }
}
