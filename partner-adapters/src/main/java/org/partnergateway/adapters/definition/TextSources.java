package org.partnergateway.adapters.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads text sources, and says those that are known before any message. */
public final class TextSources {
  private TextSources() {}

  static TextSource read(JsonNode node) {
    Fields fields = new Fields(node);
    if (node.isTextual()) {
      return new TextSource.Fixed(node.textValue());
    }
    if (fields.has("setting")) {
      return new TextSource.Setting(fields.text("setting"));
    }
    if (fields.has("credential")) {
      return new TextSource.Credential(fields.text("credential"), fields.text("prefix", ""));
    }
    if (fields.has("basic")) {
      Fields pair = fields.in("basic");
      return new TextSource.Basic(pair.text("username"), pair.text("password"));
    }
    if (fields.has("from")) {
      return switch (fields.text("from")) {
        case "attempt_id" -> new TextSource.AttemptId();
        case "reference" -> new TextSource.Reference();
        default -> new TextSource.BodyCrc32();
      };
    }
    return fields.has("header")
        ? new TextSource.Header(fields.text("header"))
        : new TextSource.Query(fields.text("query"));
  }

  static List<TextSource> readAll(JsonNode list) {
    List<TextSource> all = new ArrayList<>();
    list.forEach(each -> all.add(read(each)));
    return all;
  }

  /** The text, when it is the same for every message; else null. */
  public static @Nullable String known(TextSource source, Partner partner) {
    return switch (source) {
      case TextSource.Fixed fixed -> fixed.text();
      case TextSource.Setting setting -> partner.settings().getOrDefault(setting.name(), "");
      case TextSource.Credential credential ->
          credential.prefix() + partner.credential(credential.name());
      case TextSource.Basic pair ->
          basic(partner.credential(pair.username()), partner.credential(pair.password()));
      case TextSource.AttemptId id -> null;
      case TextSource.Reference reference -> null;
      case TextSource.Header header -> null;
      case TextSource.Query query -> null;
      case TextSource.BodyCrc32 crc -> null;
    };
  }

  /** The value of an Authorization header by RFC 7617. */
  public static String basic(String username, String password) {
    byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
