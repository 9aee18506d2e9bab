package org.partnergateway.adapters.definition;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.AuthDefinition.TokenRequest;
import org.partnergateway.contracts.http.HttpOperation;

/** Binds what an adapter file says about proofs. */
final class AuthReader {
  private static final String AUTHORIZATION = "Authorization";
  private static final List<JsonPointer> ACCESS_TOKEN =
      List.of(JsonPointer.compile("/access_token"));

  private AuthReader() {}

  static AuthDefinition auth(Fields auth) {
    return switch (auth.text("scheme")) {
      case "none" -> new AuthDefinition.None();
      case "bearer" -> new AuthDefinition.Bearer(auth.text("token"));
      case "basic" -> new AuthDefinition.Basic(auth.text("username"), auth.text("password"));
      case "api-key" ->
          new AuthDefinition.ApiKey(auth.text("header"), auth.text("prefix", ""), auth.text("key"));
      case "oauth2-client-credentials" -> new AuthDefinition.ClientCredentials(tokens(auth));
      case "oauth2-refresh-token" ->
          new AuthDefinition.RefreshToken(tokens(auth), auth.text("refresh_token"));
      default -> throw new IllegalStateException("The schema allows no other scheme");
    };
  }

  private static TokenRequest tokens(Fields auth) {
    String header = auth.text("header", AUTHORIZATION);
    return new TokenRequest(
        auth.text("token_url"),
        TokenRequest.Form.valueOf(auth.text("request", "form").toUpperCase(Locale.ROOT)),
        auth.text("client_authentication", "basic").equals("body"),
        auth.text("client_id"),
        auth.text("client_secret"),
        auth.textOrNull("scope"),
        auth.map("token_headers", (name, value) -> TextSources.read(value.node())),
        header,
        auth.text("prefix", header.equalsIgnoreCase(AUTHORIZATION) ? "Bearer " : ""));
  }

  /**
   * @param contracts what each of them keeps to, in order; null where the file names none
   */
  static List<AdditionalToken> additional(Fields file, List<@Nullable HttpOperation> contracts) {
    List<AdditionalToken> all = new ArrayList<>();
    file.node()
        .path("additional_tokens")
        .forEach(node -> all.add(additional(new Fields(node), contracts.get(all.size()))));
    return all;
  }

  private static AdditionalToken additional(Fields token, @Nullable HttpOperation contract) {
    return new AdditionalToken(
        token.text("header"),
        token.text("prefix", ""),
        token.text("token_url"),
        token.node().path("request"),
        contract,
        token.has("token") ? token.pointers("token") : ACCESS_TOKEN,
        Fields.duration(token.text("lifetime")),
        new HashSet<>(token.texts("operations")),
        new HashSet<>(token.texts("groups")));
  }
}
