package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.operations.OpenChoice.Settled;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.OwnTransaction;
import org.partnergateway.routes.store.operations.Accepted;
import org.partnergateway.routes.store.operations.NewOperation;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.OperationClaims;
import org.partnergateway.routes.store.operations.OperationReader;
import org.partnergateway.routes.store.operations.OperationStatus;
import org.partnergateway.routes.store.operations.Operations;
import org.partnergateway.routes.store.operations.Response;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Accepts what callers ask for: recorded with its draft in one commit, then run, whether or not the
 * caller waits.
 */
public final class OperationService {
  private final Operations operations;
  private final OperationClaims claims;
  private final OperationReader reader;
  private final ContextReader contexts;
  private final PartnerChoice choice;
  private final List<OpenChoice> openChoices;
  private final PartnerRegistry partners;
  private final CapabilityCheck capabilities;
  private final OperationDrafts drafts;
  private final OperationRunner runner;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final Executor executor;
  private final InstantSource clock;

  public OperationService(
      Operations operations,
      OperationClaims claims,
      OperationReader reader,
      ContextReader contexts,
      PartnerChoice choice,
      List<OpenChoice> openChoices,
      PartnerRegistry partners,
      CapabilityCheck capabilities,
      OperationDrafts drafts,
      OperationRunner runner,
      TransactionTemplate transactions,
      Ids ids,
      Executor executor,
      InstantSource clock) {
    this.operations = operations;
    this.claims = claims;
    this.reader = reader;
    this.contexts = contexts;
    this.choice = choice;
    this.openChoices = List.copyOf(openChoices);
    this.partners = partners;
    this.capabilities = capabilities;
    this.drafts = drafts;
    this.runner = runner;
    this.transactions = transactions;
    this.ids = ids;
    this.executor = executor;
    this.clock = clock;
  }

  /**
   * @param wait how long the caller is ready to wait for the outcome
   * @throws org.partnergateway.routes.http.ProblemException when the request can't be accepted;
   *     then nothing is recorded
   */
  public Answer submit(OperationRequest request, Duration wait) throws InterruptedException {
    Instant begun = clock.instant();
    Context context;
    Settled settled;
    try {
      context = contexts.read(request.targets(), request.body());
      settled = settle(request, context, wait);
      capabilities.check(settled.partner(), settled.body(), context);
    } catch (ProblemException e) {
      // Whatever has changed since, what was answered under this key is answered again.
      return answer(standing(request).orElseThrow(() -> e));
    }
    Accepted accepted =
        Objects.requireNonNull(
            transactions.execute(transaction -> accept(request, context, settled)));
    return accepted instanceof Accepted.New fresh
        ? run(fresh.operation(), settled.partner(), left(wait, begun))
        : answer(accepted);
  }

  /**
   * Accepts what nobody waits for, in the caller's transaction, to be tried durably. When that is
   * committed it is taken to its partner, behind what somebody waits for.
   *
   * @return the operation's id
   * @throws ProblemException when the request can't be accepted; then the caller must undo what the
   *     transaction has written of it
   */
  public String enqueue(OperationRequest request) {
    OwnTransaction.require("an operation that nobody waits for");
    for (OpenChoice open : openChoices) {
      if (open.isOpen(request.operation(), request.body())) {
        throw Problem.of(
                ProblemType.INVALID_BODY,
                "What is chosen by rule is chosen while a caller waits; name who is to be asked.")
            .exception();
      }
    }
    Context context = contexts.read(request.targets(), request.body());
    PartnerOperation partner = choice.choose(request.operation(), request.body(), context);
    capabilities.check(partner, request.body(), context);
    Accepted accepted = accept(request, context, new Settled(partner, request.body(), null));
    if (!(accepted instanceof Accepted.New fresh)) {
      return accepted.operation().id();
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            executor.execute(() -> runner.run(fresh.operation(), partner, Lane.BULK));
          }
        });
    return fresh.operation().id();
  }

  /** Of what the caller waits, what settling the request has left. */
  private Duration left(Duration wait, Instant begun) {
    Duration left = wait.minus(Duration.between(begun, clock.instant()));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private Optional<Accepted> standing(OperationRequest request) {
    return operations.standing(request.caller(), request.key(), request.fingerprint());
  }

  private Settled settle(OperationRequest request, Context context, Duration wait)
      throws InterruptedException {
    for (OpenChoice open : openChoices) {
      if (open.isOpen(request.operation(), request.body())) {
        Optional<Accepted> before = standing(request);
        return before.isPresent()
            ? settledBefore(before.get())
            : open.settle(request.operation(), request.body(), context, wait);
      }
    }
    return new Settled(
        choice.choose(request.operation(), request.body(), context), request.body(), null);
  }

  /** As it was settled when the key was new. */
  private Settled settledBefore(Accepted before) {
    NewOperation asked = before.operation().asked();
    PartnerOperation partner = partners.findOperation(asked.partner(), asked.kind());
    if (partner == null) {
      throw Problem.of(
              ProblemType.STATE_CONFLICT,
              "%s isn't configured for %s now.".formatted(asked.partner(), asked.kind()))
          .with("operation_id", before.operation().id())
          .exception();
    }
    return new Settled(partner, (ObjectNode) asked.request(), asked.plan());
  }

  private Answer answer(Accepted accepted) {
    if (accepted instanceof Accepted.Replay replay) {
      return replayed(replay.response());
    }
    throw (accepted instanceof Accepted.KeyReused reused
            ? Problem.of(
                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key stands for another request. Use a new key for a new"
                        + " request.")
                .with("operation_id", reused.operation().id())
            : inFlight(accepted.operation()))
        .exception();
  }

  private Problem inFlight(Operation operation) {
    boolean unknown = operation.status() == OperationStatus.OUTCOME_UNKNOWN;
    return Problem.of(
            ProblemType.IDEMPOTENCY_KEY_IN_FLIGHT,
            unknown
                ? "What became of the first request with this key isn't known yet; see its"
                    + " operation."
                : "The first request with this key is still in flight; ask again in a moment.")
        .with("operation_id", operation.id())
        .withRetryAfter(untilNext(operation));
  }

  /** How long to wait before there is any use in asking again. */
  private Duration untilNext(Operation operation) {
    Instant next = operation.nextAttemptAt();
    Duration until = next == null ? Duration.ZERO : Duration.between(clock.instant(), next);
    return until.compareTo(SOON) < 0 ? SOON : until;
  }

  private Accepted accept(OperationRequest request, Context context, Settled settled) {
    PartnerOperation partner = settled.partner();
    String resourceId = drafts.resource(partner, settled.body(), context, ids::next);
    String id = ids.next("op");
    NewOperation asked =
        new NewOperation(
            id,
            request.operation().name(),
            partner.partner(),
            request.caller(),
            request.key(),
            request.fingerprint(),
            References.of(id),
            settled.body(),
            request.durable(),
            request.operation().resourceKind(),
            resourceId,
            context.orderId(),
            settled.plan());
    Accepted accepted = operations.accept(asked, OperationRunner.LEASE);
    if (accepted instanceof Accepted.New fresh) {
      return new Accepted.New(drafts.begin(partner, fresh.operation(), context, clock.instant()));
    }
    return again(accepted, partner, context, asked.durable());
  }

  /**
   * What failed without having reached the partner is tried again, when its caller asks once more.
   */
  private Accepted again(
      Accepted accepted, PartnerOperation partner, Context context, boolean durable) {
    if (!(accepted instanceof Accepted.Replay)) {
      return accepted;
    }
    Optional<Operation> reopened =
        claims.reopen(
            accepted.operation().id(), Failures.WORTH_ANOTHER_TRY, durable, OperationRunner.LEASE);
    if (reopened.isEmpty()) {
      return accepted;
    }
    return new Accepted.New(drafts.beginAgain(partner, reopened.get(), context, clock.instant()));
  }

  private Answer run(Operation operation, PartnerOperation partner, Duration wait)
      throws InterruptedException {
    Instant until = clock.instant().plus(wait);
    CompletableFuture<Optional<Answer>> answer =
        CompletableFuture.supplyAsync(() -> runner.run(operation, partner), executor);
    try {
      Optional<Answer> there = answer.get(wait.toMillis(), TimeUnit.MILLISECONDS);
      return there.isPresent() ? there.get() : settled(operation, until, wait);
    } catch (TimeoutException e) {
      return pending(operation, wait);
    } catch (ExecutionException e) {
      throw new IllegalStateException("operation " + operation.id() + " broke", e.getCause());
    }
  }

  /**
   * The partner works on it: whoever asks it, the record tells, for as long as the caller waits.
   */
  private Answer settled(Operation started, Instant until, Duration wait)
      throws InterruptedException {
    Operation now = reader.find(started.id()).orElse(started);
    while (now.settling() != null
        && now.status() == OperationStatus.IN_FLIGHT
        && clock.instant().isBefore(until)) {
      Thread.sleep(GLANCE);
      now = reader.find(started.id()).orElse(started);
    }
    Response response = now.response();
    if (response != null) {
      return stored(response, Map.of());
    }
    JsonNode problem = now.problem();
    return now.status() == OperationStatus.OUTCOME_UNKNOWN && problem != null
        ? new Answer(
            problem.path("status").asInt(),
            Answer.PROBLEM_JSON,
            Map.of(),
            StrictJson.write(problem))
        : pending(now, wait);
  }

  private Answer pending(Operation started, Duration wait) {
    Operation operation = reader.find(started.id()).orElse(started);
    boolean async = operation.asked().durable();
    String waited = "wait=" + wait.toSeconds();
    return Answer.json(202, StrictJson.write(OperationDocuments.of(operation)))
        .withHeaders(
            Map.of(
                "Location",
                "/v1/operations/" + operation.id(),
                "Preference-Applied",
                !async ? waited : wait.isZero() ? "respond-async" : "respond-async, " + waited,
                "Retry-After",
                Long.toString(untilNext(operation).toSeconds())));
  }

  private static Answer replayed(Response response) {
    return stored(response, Map.of("Idempotency-Replayed", "true"));
  }

  private static Answer stored(Response response, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>();
    ObjectNode stored = (ObjectNode) response.headers();
    stored.properties().forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    String mediaType = headers.remove("Content-Type");
    headers.putAll(more);
    return new Answer(response.status(), mediaType, headers, response.body());
  }

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration GLANCE = Duration.ofMillis(250);
}
