package org.partnergateway.routes.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.partnergateway.adapters.definition.PollDefinition;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.operations.Context;
import org.partnergateway.routes.operations.LookUps;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.inbox.InboundMessage;
import org.partnergateway.routes.store.inbox.Inbox;
import org.partnergateway.routes.store.inbox.InboxReader;
import org.partnergateway.routes.store.inbox.PollCheckpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a partner for what is new, page by page. Each page is in the inbox before the next is asked
 * for, and the checkpoint moves with the last, so a poll that breaks off is begun again where it
 * began and loses nothing.
 */
public final class Poller {
  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
  private static final int MOST_PAGES = 100;

  /**
   * Long enough to wait for a token of a slow limit; a poll that gets none is made at the next
   * turn.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final PartnerRegistry partners;
  private final LookUps lookUps;
  private final Inbox inbox;
  private final InboxReader reader;
  private final InboxWorker worker;
  private final InstantSource clock;

  public Poller(
      PartnerRegistry partners,
      LookUps lookUps,
      Inbox inbox,
      InboxReader reader,
      InboxWorker worker,
      InstantSource clock) {
    this.partners = partners;
    this.lookUps = lookUps;
    this.inbox = inbox;
    this.reader = reader;
    this.worker = worker;
    this.clock = clock;
  }

  /** One poll; what fails is logged and made again at the next turn. */
  public void poll(String partner, PollDefinition poll) {
    try {
      pages(partner, poll);
    } catch (ProblemException e) {
      LOG.warn(
          "Poll {} of {} got no answer, and is made again: {}",
          poll.name(),
          partner,
          e.getMessage());
    }
  }

  private void pages(String partner, PollDefinition poll) {
    PartnerOperation operation = partners.operation(partner, poll.operation());
    ObjectNode request = StrictJson.nodes().objectNode();
    reader.checkpoint(partner, poll.name()).ifPresent(kept -> request.set("checkpoint", kept));
    for (int page = 1; page <= MOST_PAGES; page++) {
      JsonNode answer = lookUps.ask(operation, request, new Context(), PATIENCE, Lane.BULK);
      List<InboundMessage> messages =
          whole(poll, SplitMessages.of(partner, poll.message(), answer, clock.instant()));
      JsonNode next = answer.path("page");
      boolean last = next.isMissingNode() || next.isNull();
      JsonNode checkpoint = answer.path("checkpoint");
      inbox.storeAll(
          messages,
          last && !checkpoint.isMissingNode()
              ? new PollCheckpoint(partner, poll.name(), checkpoint)
              : null);
      worker.wake();
      if (last) {
        return;
      }
      request.set("page", next);
    }
    LOG.warn("Poll {} of {} stopped after {} pages", poll.name(), partner, MOST_PAGES);
  }

  /** What the poll only tells of is asked for, unless it was told before. */
  private List<InboundMessage> whole(PollDefinition poll, List<InboundMessage> told) {
    if (poll.each() == null) {
      return told;
    }
    List<InboundMessage> whole = new ArrayList<>();
    for (InboundMessage one : told) {
      if (reader.firstOf(one).isEmpty()) {
        ask(partners.operation(one.partner(), poll.each()), one).ifPresent(whole::add);
      }
    }
    return whole;
  }

  /** The message under the id that it was told by; nothing when it is gone meanwhile. */
  private Optional<InboundMessage> ask(PartnerOperation each, InboundMessage told) {
    ObjectNode request = StrictJson.nodes().objectNode().put("message_id", told.messageId());
    request.set("body", StrictJson.read(told.body()));
    try {
      JsonNode answer = lookUps.ask(each, request, new Context(), PATIENCE, Lane.BULK);
      byte[] body = StrictJson.write(answer.at("/messages/0/body"));
      return Optional.of(
          new InboundMessage(
              told.partner(),
              told.kind(),
              told.messageId(),
              told.headers(),
              body,
              clock.instant()));
    } catch (ProblemException e) {
      if (e.problem().type() != ProblemType.PARTNER_DECLINED) {
        throw e;
      }
      LOG.warn("{} told of {} and gives it to nobody: {}", told.partner(), told.messageId(), e);
      return Optional.empty();
    }
  }
}
