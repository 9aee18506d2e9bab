package org.partnergateway.adapters.auth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.AuthDefinition.TokenRequest.Form;
import org.partnergateway.contracts.json.StrictJson;

/** The parameters of a request for a token, in the form that the partner reads. */
final class TokenParameters {
  private static final byte[] NOTHING = new byte[0];

  private final Form form;
  private final Map<String, String> parameters = new LinkedHashMap<>();

  TokenParameters(Form form) {
    this.form = form;
  }

  void add(String name, String value) {
    parameters.put(name, value);
  }

  /** The address, with the parameters where they belong there. */
  URI address(URI endpoint) {
    return form == Form.QUERY
        ? URI.create(endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + encoded())
        : endpoint;
  }

  @Nullable String mediaType() {
    return switch (form) {
      case FORM -> "application/x-www-form-urlencoded";
      case JSON -> "application/json";
      case QUERY -> null;
    };
  }

  byte[] body() {
    return switch (form) {
      case FORM -> encoded().getBytes(StandardCharsets.US_ASCII);
      case JSON -> json();
      case QUERY -> NOTHING;
    };
  }

  private byte[] json() {
    var tree = StrictJson.nodes().objectNode();
    parameters.forEach(tree::put);
    return StrictJson.write(tree);
  }

  private String encoded() {
    return parameters.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
