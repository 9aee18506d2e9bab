package org.partnergateway.tests.simulators.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.partnergateway.tests.simulators.data.SimulatorDefinition.Proof;

/** Tokens that an operation of the partner's answers, and knows again. For one thread at a time. */
final class AnsweredTokens {
  private final List<Proof.AnsweredToken> proofs;
  private final InstantSource clock;
  private final Map<String, Instant> expiries = new HashMap<>();

  AnsweredTokens(SimulatorDefinition definition, InstantSource clock) {
    this.clock = clock;
    this.proofs =
        definition.proofs().stream()
            .filter(Proof.AnsweredToken.class::isInstance)
            .map(Proof.AnsweredToken.class::cast)
            .toList();
  }

  /** Keeps the tokens of an answer. */
  void note(String operation, JsonNode body) {
    for (Proof.AnsweredToken proof : proofs) {
      JsonNode token = body.at(proof.pointer());
      if (proof.issuer().equals(operation) && token.isTextual()) {
        expiries.put(key(proof, token.asText()), clock.instant().plus(proof.lifetime()));
      }
    }
  }

  /** A token for somebody who need not ask the operation. */
  String issue(Proof.AnsweredToken proof) {
    String token = UUID.randomUUID().toString();
    expiries.put(key(proof, token), clock.instant().plus(proof.lifetime()));
    return token;
  }

  /** Lets a live token pass. */
  void require(Proof.AnsweredToken proof, @Nullable String token) {
    Instant expiry = token == null ? null : expiries.get(key(proof, token));
    if (expiry == null) {
      throw Refused.of(
          Reason.TOKEN_UNKNOWN, "The token in " + proof.header() + " is not one of ours.");
    }
    if (!clock.instant().isBefore(expiry)) {
      throw Refused.of(Reason.TOKEN_EXPIRED, "The token in " + proof.header() + " has expired.");
    }
  }

  private static String key(Proof.AnsweredToken proof, String token) {
    return proof.header() + " " + token;
  }
}
