package org.partnergateway.adapters.signature;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;
import org.partnergateway.adapters.definition.SignatureDefinition;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;

/**
 * HMAC-SHA256 in Base64 over some values of each item of the body, joined by colons. One item that
 * is not proven makes the message one that isn't. Only those values are proven, and no time.
 */
public final class HmacFields implements SignatureVerifier {
  private final SignatureDefinition.HmacFields definition;
  private final List<SecretKeySpec> keys;

  /**
   * A verifier.
   *
   * @param secrets hex; more than one while a secret is being changed
   * @throws IllegalArgumentException when one is not hex
   */
  public HmacFields(SignatureDefinition.HmacFields definition, List<String> secrets) {
    this.definition = definition;
    this.keys = secrets.stream().map(s -> Hmac.key(HexFormat.of().parseHex(s))).toList();
  }

  @Override
  public SignatureCheck verify(Map<String, String> headers, byte[] body, Instant now) {
    JsonNode root;
    try {
      root = StrictJson.read(body);
    } catch (MalformedMessageException e) {
      return new SignatureCheck.Refused("The body is no JSON, so that nothing in it is signed.");
    }
    JsonPointer items = definition.items();
    if (items == null) {
      return check(root.at(definition.item()), 0);
    }
    JsonNode list = root.at(items);
    if (!list.isArray() || list.isEmpty()) {
      return new SignatureCheck.Refused("The body has no items at " + items + ".");
    }
    for (int i = 0; i < list.size(); i++) {
      SignatureCheck check = check(list.get(i).at(definition.item()), i);
      if (!check.verified()) {
        return check;
      }
    }
    return SignatureCheck.VERIFIED;
  }

  private SignatureCheck check(JsonNode item, int index) {
    JsonNode signature = item.at(definition.signature());
    if (!signature.isTextual() || signature.textValue().isEmpty()) {
      return new SignatureCheck.Refused(
          "Item %d has no signature at %s.".formatted(index, definition.signature()));
    }
    byte[] given;
    try {
      given = Base64.getDecoder().decode(signature.textValue());
    } catch (IllegalArgumentException e) {
      return new SignatureCheck.Refused("The signature of item %d is no Base64.".formatted(index));
    }
    byte[] signed = signed(item).getBytes(StandardCharsets.UTF_8);
    boolean match = false;
    for (SecretKeySpec key : keys) {
      match |= MessageDigest.isEqual(Hmac.sign(key, signed), given);
    }
    return match
        ? SignatureCheck.VERIFIED
        : new SignatureCheck.Refused(
            "The signature of item %d matches none of the configured secrets.".formatted(index));
  }

  private String signed(JsonNode item) {
    return definition.fields().stream()
        .map(field -> text(item.at(field)))
        .collect(Collectors.joining(":"));
  }

  /** What is missing or null is empty. */
  private String text(JsonNode value) {
    String text = value.isValueNode() && !value.isNull() ? value.asText() : "";
    return definition.escaped() ? text.replace("\\", "\\\\").replace(":", "\\:") : text;
  }
}
