package org.partnergateway.routes.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.routes.config.GatewayProperties.Client;

/**
 * Knows the clients of the canonical API by their bearer tokens. Comparisons take the same time
 * whatever differs.
 */
public final class Callers {
  private static final String SCHEME = "bearer ";

  private final List<Caller> callers = new ArrayList<>();

  private record Caller(String name, byte[] digest) {}

  /**
   * @throws DefinitionException when there is no client, or one without a token of its own: an open
   *     canonical API would let anyone charge cards
   */
  public Callers(Map<String, Client> clients) {
    if (clients.isEmpty()) {
      throw new DefinitionException(
          Problem.ofFile(
              "gateway.api.clients",
              "no client of the canonical API is configured, and the gateway doesn't start"
                  + " unsecured; set gateway.api.clients.<name>.token to a secret for each internal"
                  + " service"));
    }
    Problems problems = new Problems();
    new TreeMap<>(clients).forEach((name, client) -> add(name, client.token(), problems));
    problems.throwIfAny();
  }

  private void add(String name, @Nullable String token, Problems problems) {
    String property = "gateway.api.clients.%s.token".formatted(name);
    if (token == null || token.isBlank()) {
      problems.add(Problem.ofFile(property, "is empty; set it to a secret, or remove the client"));
      return;
    }
    byte[] digest = digest(token.strip());
    for (Caller other : callers) {
      if (MessageDigest.isEqual(other.digest, digest)) {
        problems.add(
            Problem.ofFile(
                property,
                "is the same as gateway.api.clients.%s.token; give each client its own"
                    .formatted(other.name)));
      }
    }
    callers.add(new Caller(name, digest));
  }

  /** The name of the client whose token the {@code Authorization} header bears. */
  public @Nullable String nameOf(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    byte[] offered = digest(authorization.substring(SCHEME.length()).strip());
    String name = null;
    for (Caller caller : callers) {
      if (MessageDigest.isEqual(caller.digest, offered)) {
        name = caller.name;
      }
    }
    return name;
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
