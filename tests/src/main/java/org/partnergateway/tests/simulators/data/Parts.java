package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.transformations.formats.MultipartFormat;
import org.partnergateway.transformations.formats.WireFormats;

/** Answers in parts: each has a name, a type, and either a body or a text. */
final class Parts {
  private static final String BOUNDARY = "parts-of-an-answer";

  /** Of every answer in parts. */
  static final String CONTENT_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

  private Parts() {}

  static byte[] write(JsonNode parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (JsonNode part : parts) {
      String type = part.path("type").asText("application/json");
      String file =
          part.has("filename") ? "; filename=\"" + part.get("filename").asText() + "\"" : "";
      line(body, "--" + BOUNDARY);
      line(body, "Content-Type: " + type);
      line(
          body,
          "Content-Disposition: form-data; name=\"%s\"%s"
              .formatted(part.path("name").asText(), file));
      line(body, "");
      body.writeBytes(
          part.has("text")
              ? part.get("text").asText().getBytes(UTF_8)
              : WireFormats.of(type).write(part.path("body")));
      line(body, "");
    }
    line(body, "--" + BOUNDARY + "--");
    return body.toByteArray();
  }

  /** What whoever asked will read. */
  static JsonNode read(HttpOperation operation, int status, byte[] body) {
    return MultipartFormat.read(CONTENT_TYPE, operation.answerParts(status, CONTENT_TYPE), body);
  }

  private static void line(ByteArrayOutputStream body, String line) {
    body.writeBytes((line + "\r\n").getBytes(UTF_8));
  }
}
