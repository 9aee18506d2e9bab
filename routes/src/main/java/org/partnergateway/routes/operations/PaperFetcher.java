package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.OperationClaims;
import org.partnergateway.routes.store.operations.OperationReader;
import org.partnergateway.routes.store.operations.OperationStatus;

/**
 * Fetches at once the papers of a shipment or manifest that are still to be fetched, for who waits
 * for one.
 */
public final class PaperFetcher {
  private static final Duration MOST_OFTEN = Duration.ofSeconds(5);
  private static final Duration GLANCE = Duration.ofMillis(200);
  private static final int GLANCES = 25;

  private final OperationReader reader;
  private final OperationClaims claims;
  private final PartnerRegistry partners;
  private final OperationRunner runner;
  private final FollowUps followUps;
  private final InstantSource clock;

  public PaperFetcher(
      OperationReader reader,
      OperationClaims claims,
      PartnerRegistry partners,
      OperationRunner runner,
      FollowUps followUps,
      InstantSource clock) {
    this.reader = reader;
    this.claims = claims;
    this.partners = partners;
    this.runner = runner;
    this.followUps = followUps;
    this.clock = clock;
  }

  /**
   * Fetches what may be asked for now.
   *
   * @return what stands in the way of those that are not there yet; null for nothing
   */
  public @Nullable Problem fetch(String partner, String ownerId) {
    Problem problem = null;
    for (PartnerOperation fetch : partners.operations()) {
      if (fetch.partner().equals(partner) && isRecordedRead(fetch)) {
        for (Operation due : undone(fetch, ownerId)) {
          claim(due).ifPresent(mine -> runner.run(mine, fetch));
        }
        awaitOthers(fetch, ownerId);
        for (Operation left : undone(fetch, ownerId)) {
          problem = problem == null ? problem(partner, left) : problem;
        }
      }
    }
    return problem;
  }

  /**
   * Fetches what a look-up's answer names by link.
   *
   * @return as {@link #fetch(String, String)}
   */
  public @Nullable Problem fetch(
      PartnerOperation told, ObjectNode answer, String shipmentId, @Nullable String orderId) {
    followUps.fetch(told, answer, "shipment", shipmentId, orderId);
    return fetch(told.partner(), shipmentId);
  }

  private static boolean isRecordedRead(PartnerOperation operation) {
    return operation.canonical().isRead() && operation.canonical().resource() != null;
  }

  private List<Operation> undone(PartnerOperation fetch, String ownerId) {
    return reader.undone(FollowUps.CALLER, fetch.canonical().name(), ownerId);
  }

  /** What somebody else is at is there in a moment. */
  private void awaitOthers(PartnerOperation fetch, String ownerId) {
    for (int i = 0; i < GLANCES && isUnderWay(fetch, ownerId); i++) {
      try {
        Thread.sleep(GLANCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean isUnderWay(PartnerOperation fetch, String ownerId) {
    return undone(fetch, ownerId).stream()
        .anyMatch(one -> one.leaseUntil() != null && one.nextAttemptAt() == null);
  }

  /** Not what somebody else is at, and not before the carrier wants to be asked again. */
  private Optional<Operation> claim(Operation due) {
    boolean justAsked =
        due.attempts() > 0 && due.updatedAt().plus(MOST_OFTEN).isAfter(clock.instant());
    boolean told = Failure.RATE_LIMITED.word().equals(due.failure());
    Instant next = due.nextAttemptAt();
    if (justAsked || (told && next != null && next.isAfter(clock.instant()))) {
      return Optional.empty();
    }
    return claims
        .takeOver(due.id(), OperationRunner.LEASE)
        .or(() -> claims.reopen(due.id(), Failures.WORTH_ANOTHER_TRY, true, OperationRunner.LEASE));
  }

  /** What nobody can fetch any more is none of those that come later. */
  private @Nullable Problem problem(String partner, Operation left) {
    boolean over =
        left.status() == OperationStatus.FAILED || left.status() == OperationStatus.DEAD_LETTER;
    if (over && !Failures.WORTH_ANOTHER_TRY.contains(String.valueOf(left.failure()))) {
      return null;
    }
    Instant next = left.nextAttemptAt();
    Duration wait = next == null ? MOST_OFTEN : Duration.between(clock.instant(), next);
    return Failures.problem(
        partner,
        left.id(),
        new OutboundFailure(
            Failure.UNAVAILABLE,
            "It is done, and %s has not given the paper yet. It is asked again by itself."
                .formatted(partner),
            List.of(),
            null,
            wait.isNegative() ? Duration.ZERO : wait,
            false));
  }
}
