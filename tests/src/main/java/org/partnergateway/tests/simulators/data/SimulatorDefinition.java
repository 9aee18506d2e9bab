package org.partnergateway.tests.simulators.data;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code simulator.yaml}, as it is bound; {@code contracts/definitions/simulator.schema.yaml}
 * explains each key.
 *
 * @param tokens null for none
 * @param limits null for those that the adapter file has
 * @param idempotency null for none
 * @param webhookPath null for the standard one
 * @param arrivals null for none
 */
record SimulatorDefinition(
    Sandbox sandbox,
    String mediaType,
    Map<String, String> headers,
    List<Proof> proofs,
    @Nullable TokenRules tokens,
    @Nullable List<Limit> limits,
    @Nullable KeyRules idempotency,
    List<String> effects,
    @Nullable String webhookPath,
    @Nullable Arrivals arrivals) {

  /** What the sandbox's gateway is told. */
  record Sandbox(
      Map<String, String> credentials, Map<String, String> settings, @Nullable String pollEvery) {}

  /** Which operations something is about, by operationId. */
  record Scope(List<String> operations) {
    boolean has(String operation) {
      return operations.isEmpty() || operations.contains(operation);
    }
  }

  /** What a request must bring. */
  sealed interface Proof {
    Scope scope();

    /** A token that was issued. */
    record IssuedToken(String header, String prefix, Scope scope) implements Proof {}

    /**
     * A token that one of the partner's operations answered.
     *
     * @param issuer the operation
     * @param pointer where the token stands in its answer
     */
    record AnsweredToken(
        String header, String prefix, String issuer, String pointer, Duration lifetime, Scope scope)
        implements Proof {}

    /** User name and password, by the names of the credentials. */
    record Basic(String user, String password, Scope scope) implements Proof {}

    /** A credential in a header. */
    record Header(String header, String prefix, String credential, Scope scope) implements Proof {}

    /** A credential in the body. */
    record Body(String pointer, String credential, Scope scope) implements Proof {}
  }

  /**
   * How tokens are issued.
   *
   * @param client {@code basic}, {@code form} or {@code json}
   * @param refreshToken null for client credentials
   * @param clientCredentialsToo whether those are granted beside the refresh token
   */
  record TokenRules(
      String path,
      String client,
      String clientId,
      String clientSecret,
      @Nullable String refreshToken,
      boolean clientCredentialsToo,
      Duration lifetime,
      boolean ownRefusals) {}

  /** A bucket that the operations share. */
  record Limit(List<String> operations, int permits, Duration per, int burst) {}

  /** Keys under which first answers are kept. */
  record KeyRules(
      String header,
      Scope scope,
      boolean required,
      Duration validFor,
      @Nullable String replayHeader,
      boolean keepsRefusals) {}

  /** What happens by itself. */
  record Arrivals(int seed, Duration every) {}
}
