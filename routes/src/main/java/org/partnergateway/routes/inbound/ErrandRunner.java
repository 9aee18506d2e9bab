package org.partnergateway.routes.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.operations.Context;
import org.partnergateway.routes.operations.LookUps;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.inbox.Errand;
import org.partnergateway.routes.store.inbox.Errands;
import org.partnergateway.routes.store.inbox.Inbox;
import org.partnergateway.routes.store.inbox.InboxWork;
import org.partnergateway.routes.store.inbox.Settled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fetches news that messages only told of, as the partner's limits allow, until it is there. What
 * can't be had is given up after some days: then the message that told of it is shown as failed,
 * and replaying it asks again. Once in a cluster at a time.
 */
public final class ErrandRunner implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ErrandRunner.class);
  private static final int AT_ONCE = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration GIVEN_UP_AFTER = Duration.ofDays(3);
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30));

  private final Errands errands;
  private final PartnerRegistry partners;
  private final LookUps lookUps;
  private final Inbox inbox;
  private final InboxWork work;
  private final InboxWorker worker;
  private final TransactionTemplate transactions;
  private final InstantSource clock;

  public ErrandRunner(
      Errands errands,
      PartnerRegistry partners,
      LookUps lookUps,
      Inbox inbox,
      InboxWork work,
      InboxWorker worker,
      TransactionTemplate transactions,
      InstantSource clock) {
    this.errands = errands;
    this.partners = partners;
    this.lookUps = lookUps;
    this.inbox = inbox;
    this.work = work;
    this.worker = worker;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public void run() {
    for (Errand errand : errands.due(AT_ONCE)) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      try {
        fetch(errand);
      } catch (ProblemException e) {
        failed(errand, e);
      }
    }
  }

  private void fetch(Errand errand) {
    PartnerOperation operation = partners.findOperation(errand.partner(), errand.operation());
    if (operation == null) {
      // Until the partner is configured again.
      errands.putOff(errand.id(), clock.instant().plus(PAUSES.getLast()));
      return;
    }
    ObjectNode request = StrictJson.nodes().objectNode().put("message_id", errand.messageId());
    request.set("body", errand.body());
    JsonNode answer = lookUps.ask(operation, request, new Context(), PATIENCE, Lane.BULK);
    if (answer.path("messages").isEmpty()) {
      giveUp(errand, errand.partner() + " has no such thing.");
      return;
    }
    transactions.executeWithoutResult(
        transaction -> {
          inbox.storeAll(
              SplitMessages.of(errand.partner(), errand.message(), answer, clock.instant()), null);
          errands.remove(errand.id());
        });
    worker.wake();
  }

  private void failed(Errand errand, ProblemException e) {
    Instant now = clock.instant();
    boolean never =
        e.problem().type() == ProblemType.PARTNER_DECLINED
            || now.isAfter(errand.createdAt().plus(GIVEN_UP_AFTER));
    if (!never) {
      int pause = Math.min(errand.attempts(), PAUSES.size() - 1);
      errands.putOff(errand.id(), now.plus(PAUSES.get(pause)));
      return;
    }
    giveUp(errand, String.valueOf(e.getMessage()));
  }

  private void giveUp(Errand errand, String why) {
    LOG.warn("{} told of {} and gives it to nobody: {}", errand.partner(), errand.messageId(), why);
    transactions.executeWithoutResult(
        transaction -> {
          String reason = "What it tells of can't be fetched: " + why.replace('\0', '\ufffd');
          work.settle(List.of(Settled.failed(errand.toldBy(), reason)));
          errands.remove(errand.id());
        });
  }
}
