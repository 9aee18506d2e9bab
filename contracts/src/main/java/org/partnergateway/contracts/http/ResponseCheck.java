package org.partnergateway.contracts.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.schema.BodyCheck;
import org.partnergateway.contracts.schema.Violation;

/** Checks the answers of one operation. */
final class ResponseCheck {

  private final String operation;
  private final Map<String, Content> declared;
  private final boolean xml;

  /**
   * @param declared contents by status: {@code 200}, {@code 4XX} or {@code default}
   */
  ResponseCheck(String operation, Map<String, Content> declared) {
    this.operation = operation;
    this.declared = declared;
    this.xml = declared.values().stream().anyMatch(Content::hasXml);
  }

  List<Violation> check(int status, @Nullable String contentType, @Nullable JsonNode body) {
    Content content = content(status);
    if (content == null) {
      String message =
          "is "
              + status
              + ", which "
              + operation
              + " does not declare; declared: "
              + String.join(", ", declared.keySet());
      return List.of(new Violation("/status", "responses", message));
    }
    if (content.isEmpty()) {
      return List.of();
    }
    if (body == null) {
      return checkMissing(status, contentType, content);
    }
    String mediaType = content.match(contentType);
    if (mediaType == null) {
      String was = contentType == null ? "is missing" : "is " + contentType;
      return List.of(
          new Violation("/headers/Content-Type", "content", was + ", but must be " + content));
    }
    BodyCheck schema = content.schema(mediaType);
    List<Violation> violations = schema == null ? List.of() : schema.check(body);
    return violations.isEmpty()
        ? violations
        : violations.stream().map(violation -> violation.under("/body")).toList();
  }

  /** What the schema allows without knowing it. */
  List<String> added(int status, @Nullable String contentType, JsonNode body) {
    Content content = content(status);
    String mediaType = mediaType(status, contentType);
    BodyCheck schema = content == null || mediaType == null ? null : content.schema(mediaType);
    return schema == null ? List.of() : schema.added(body);
  }

  /** The declared media type that an answer is of; null when it is of none. */
  @Nullable String mediaType(int status, @Nullable String contentType) {
    Content content = content(status);
    return content == null || contentType == null ? null : content.match(contentType);
  }

  /** What the parts of an answer are; empty for an answer without. */
  List<PartForm> parts(int status, @Nullable String contentType) {
    Content content = content(status);
    String mediaType = mediaType(status, contentType);
    return content == null || mediaType == null ? List.of() : content.parts(mediaType);
  }

  private static List<Violation> checkMissing(
      int status, @Nullable String contentType, Content content) {
    String mediaType = contentType == null ? content.firstMediaType() : content.match(contentType);
    boolean nothingExpected = mediaType != null && content.schema(mediaType) == null;
    return nothingExpected
        ? List.of()
        : List.of(
            new Violation(
                "/body",
                "required",
                "is missing; an answer " + status + " must have a body of " + content));
  }

  /** How an answer that says this of itself is to be read. */
  BodyForm form(int status, @Nullable String contentType) {
    Content content = content(status);
    return (content == null ? new Content() : content).formOf(contentType);
  }

  boolean hasXml() {
    return xml;
  }

  private @Nullable Content content(int status) {
    Content exact = declared.get(Integer.toString(status));
    if (exact != null) {
      return exact;
    }
    Content range = declared.get(status / 100 + "XX");
    return range != null ? range : declared.get("default");
  }
}
