package org.partnergateway.transformations.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.PartForm;
import org.partnergateway.contracts.json.JsonPointers;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;

/**
 * A multipart body as one tree: each part under its name, documents as trees, texts as they are,
 * everything else as Base64. A part without a name is the first one that the contract has left for
 * its media type.
 */
public final class MultipartFormat {
  private static final String TEXT = "text/plain";

  private MultipartFormat() {}

  /**
   * Reads a whole body.
   *
   * @param contentType the Content-Type header, with its boundary
   * @param forms what the contract says of the parts
   * @throws MalformedMessageException when it is not what its header or the contract says
   */
  public static JsonNode read(String contentType, List<PartForm> forms, byte[] body) {
    ObjectNode tree = StrictJson.nodes().objectNode();
    for (BodyPart part : MultipartReader.read(contentType, body)) {
      PartForm form = form(part, forms, tree);
      if (tree.has(form.name())) {
        throw malformed("the part is there twice", form.name());
      }
      tree.set(form.name(), value(part, form));
    }
    return tree;
  }

  private static PartForm form(BodyPart part, List<PartForm> forms, ObjectNode tree) {
    String type = type(part, null);
    String name = part.name();
    if (name != null) {
      return forms.stream()
          .filter(form -> form.name().equals(name))
          .findFirst()
          .orElseGet(() -> new PartForm(name, List.of(), false));
    }
    return forms.stream()
        .filter(form -> !tree.has(form.name()) && form.allows(type))
        .findFirst()
        .orElseThrow(
            () ->
                malformed(
                    "a part without a name, of a type that the contract has no part for", ""));
  }

  private static String type(BodyPart part, @Nullable PartForm form) {
    if (part.mediaType() != null) {
      return part.mediaType();
    }
    return form == null || form.mediaTypes().isEmpty() ? TEXT : form.mediaTypes().getFirst();
  }

  private static JsonNode value(BodyPart part, PartForm form) {
    String type = type(part, form);
    if (!form.allows(type)) {
      throw malformed(
          "the part is of the type %s, and must be of %s"
              .formatted(type, String.join(" or ", form.mediaTypes())),
          form.name());
    }
    if (form.base64()) {
      return base64(decoded(part.body(), form));
    }
    byte[] bytes = part.base64() ? decoded(part.body(), form) : part.body();
    return WireFormats.find(type)
        .map(format -> document(format, bytes, form))
        .orElseGet(() -> type.equals(TEXT) ? text(bytes, form) : base64(bytes));
  }

  private static JsonNode document(WireFormat format, byte[] bytes, PartForm form) {
    try {
      return format.read(bytes);
    } catch (MalformedMessageException e) {
      throw new MalformedMessageException(
          e.problem(), e.line(), e.column(), JsonPointers.append("", form.name()) + e.pointer());
    }
  }

  private static JsonNode text(byte[] bytes, PartForm form) {
    try {
      return StrictJson.nodes()
          .textNode(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw malformed("the part is no UTF-8 text", form.name());
    }
  }

  private static JsonNode base64(byte[] bytes) {
    return StrictJson.nodes().textNode(Base64.getEncoder().encodeToString(bytes));
  }

  /** Lines may be broken anywhere; nothing else but Base64 may stand there. */
  private static byte[] decoded(byte[] text, PartForm form) {
    String plain = new String(text, StandardCharsets.ISO_8859_1).replaceAll("[\r\n\t ]", "");
    try {
      return Base64.getDecoder().decode(plain);
    } catch (IllegalArgumentException e) {
      throw malformed("the part is no Base64 text", form.name());
    }
  }

  private static MalformedMessageException malformed(String problem, String part) {
    return new MalformedMessageException(
        part.isEmpty() ? problem : "part " + part + ": " + problem,
        0,
        0,
        part.isEmpty() ? "" : JsonPointers.append("", part));
  }
}
