package org.partnergateway.contracts.http;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.schema.BodyCheck;
import org.partnergateway.contracts.xml.XmlBody;
import org.partnergateway.contracts.xml.XmlDocument;
import org.partnergateway.contracts.xml.XmlMedia;

/** What a body may be: the media types declared, each with its schema where there is one. */
final class Content {

  private final Map<String, Optional<BodyCheck>> schemas = new LinkedHashMap<>();
  private final Map<String, List<PartForm>> parts = new HashMap<>();
  private final Map<String, XmlBody> xml = new HashMap<>();

  void add(String mediaType, @Nullable BodyCheck schema) {
    schemas.put(essence(mediaType), Optional.ofNullable(schema));
  }

  /** Says what the parts of a declared media type are. */
  void addParts(String mediaType, List<PartForm> forms) {
    parts.put(essence(mediaType), List.copyOf(forms));
  }

  /** What the parts of a declared media type are; empty for one that has none. */
  List<PartForm> parts(String declaredMediaType) {
    return parts.getOrDefault(declaredMediaType, List.of());
  }

  /** A body that is XML. */
  void add(String mediaType, @Nullable BodyCheck schema, XmlBody document) {
    add(mediaType, schema);
    xml.put(essence(mediaType), document);
  }

  boolean hasXml() {
    return !xml.isEmpty();
  }

  /** How a body of this declared media type is written. */
  BodyForm form(String declaredMediaType) {
    return new BodyForm(declaredMediaType, xml.get(declaredMediaType));
  }

  /** How a body that says this of itself is to be read. */
  BodyForm formOf(@Nullable String contentType) {
    String declared = contentType == null ? firstMediaType() : match(contentType);
    if (declared != null && !declared.endsWith("*")) {
      return form(declared);
    }
    String actual = contentType == null ? "application/json" : essence(contentType);
    if (!XmlMedia.isXml(actual)) {
      return new BodyForm(actual, null);
    }
    // Another name for XML: what it says can still be read, and the check tells the name.
    return new BodyForm(actual, xml.values().stream().findFirst().orElse(XmlDocument.ANYTHING));
  }

  boolean isEmpty() {
    return schemas.isEmpty();
  }

  /** The media type declared first; null when there is none. */
  @Nullable String firstMediaType() {
    return schemas.isEmpty() ? null : schemas.keySet().iterator().next();
  }

  /** The schema declared first; null when there is none. */
  @Nullable BodyCheck firstSchema() {
    return schemas.isEmpty() ? null : schemas.values().iterator().next().orElse(null);
  }

  /**
   * The declared media type that this content type is of; null when it is of none. Parameters such
   * as charset don't count.
   */
  @Nullable String match(@Nullable String contentType) {
    if (contentType == null || schemas.containsKey(contentType)) {
      return contentType; // nearly all write it as it is declared
    }
    String exact = essence(contentType);
    String range = exact.substring(0, Math.max(0, exact.indexOf('/'))) + "/*";
    for (String candidate : new String[] {exact, range, "*/*"}) {
      if (schemas.containsKey(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  @Nullable BodyCheck schema(String declaredMediaType) {
    return schemas.getOrDefault(declaredMediaType, Optional.empty()).orElse(null);
  }

  @Override
  public String toString() {
    return String.join(" or ", schemas.keySet());
  }

  private static String essence(String mediaType) {
    int semicolon = mediaType.indexOf(';');
    return (semicolon < 0 ? mediaType : mediaType.substring(0, semicolon))
        .trim()
        .toLowerCase(Locale.ROOT);
  }
}
