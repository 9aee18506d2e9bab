package org.partnergateway.routes.questions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.Fingerprint;

/** A question as it came, on its way down its route. Used by one thread. */
final class AskedQuestion {
  private final Question question;
  private final ObjectNode input = StrictJson.nodes().objectNode();
  private final Map<String, String> echoed = new HashMap<>();
  private String endpoint = "";
  private @Nullable String key;
  private @Nullable Fingerprint fingerprint;

  AskedQuestion(Question question) {
    this.question = question;
    input.putObject("path");
    input.putObject("query");
    input.putObject("headers");
    input.set("settings", question.settings());
  }

  Question question() {
    return question;
  }

  /** What the request mapping is given. */
  ObjectNode input() {
    return input;
  }

  ObjectNode part(String name) {
    return (ObjectNode) input.get(name);
  }

  /** Headers of the answer, whatever it is. */
  Map<String, String> echoed() {
    return echoed;
  }

  void echo(String name, String value) {
    echoed.put(name, value);
  }

  void asked(String at, @Nullable String under, Fingerprint body) {
    endpoint = at;
    key = under;
    fingerprint = body;
  }

  /** Method and path. */
  String endpoint() {
    return endpoint;
  }

  String key() {
    return present(key);
  }

  Fingerprint fingerprint() {
    return present(fingerprint);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the route has no gateway:ask before this step");
    }
    return value;
  }
}
