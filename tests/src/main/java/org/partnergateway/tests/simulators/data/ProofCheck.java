package org.partnergateway.tests.simulators.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.partnergateway.tests.simulators.SimulatedRequest;
import org.partnergateway.tests.simulators.data.SimulatorDefinition.Proof;

/** Refuses whoever can't prove who asks. */
final class ProofCheck {
  private final SimulatorBlueprint blueprint;
  private final @Nullable Tokens tokens;
  private final AnsweredTokens answeredTokens;

  ProofCheck(SimulatorBlueprint blueprint, @Nullable Tokens tokens, AnsweredTokens answeredTokens) {
    this.blueprint = blueprint;
    this.tokens = tokens;
    this.answeredTokens = answeredTokens;
  }

  void checkHeaders(SimulatedRequest request, String operation) {
    for (Proof proof : blueprint.definition().proofs()) {
      if (proof.scope().has(operation)) {
        switch (proof) {
          case Proof.IssuedToken token -> token(value(request, token.header(), token.prefix()));
          case Proof.AnsweredToken token ->
              answeredTokens.require(token, value(request, token.header(), token.prefix()));
          case Proof.Basic basic ->
              require(
                  value(request, "Authorization", ""),
                  Tokens.basic(
                      blueprint.credential(basic.user()), blueprint.credential(basic.password())));
          case Proof.Header header ->
              require(
                  value(request, header.header(), header.prefix()),
                  blueprint.credential(header.credential()));
          case Proof.Body unused -> {}
        }
      }
    }
  }

  void checkBody(@Nullable JsonNode body, String operation) {
    for (Proof proof : blueprint.definition().proofs()) {
      if (proof instanceof Proof.Body inBody && inBody.scope().has(operation)) {
        String given = body == null ? "" : body.at(inBody.pointer()).asText();
        require(given, blueprint.credential(inBody.credential()));
      }
    }
  }

  private void token(@Nullable String token) {
    if (token == null) {
      throw Refused.of(Reason.UNAUTHORIZED, "The access token is missing.");
    }
    if (tokens == null) {
      throw new SimulatorBroken("credentials want a token, and there are no tokens");
    }
    tokens.require(token);
  }

  private static @Nullable String value(SimulatedRequest request, String header, String prefix) {
    String value = request.header(header.toLowerCase(Locale.ROOT));
    return value == null || !value.startsWith(prefix) ? null : value.substring(prefix.length());
  }

  private static void require(@Nullable String given, String wanted) {
    if (!wanted.equals(given)) {
      throw Refused.of(Reason.UNAUTHORIZED, "The credentials are missing or wrong.");
    }
  }
}
