package org.partnergateway.routes.sources;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.MessageDefinition;
import org.partnergateway.adapters.messaging.ReadMessage;
import org.partnergateway.contracts.cards.CardMask;
import org.partnergateway.contracts.events.AsyncContract;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.inbox.InboundMessage;
import org.partnergateway.routes.store.inbox.Inbox;
import org.partnergateway.routes.store.inbox.InboxStatus;
import org.partnergateway.routes.store.inbox.InboxWork;
import org.partnergateway.routes.store.inbox.Settled;
import org.partnergateway.routes.store.inbox.Stored;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps what came from one source, all of it in one commit: what is as its contract says is to be
 * applied, what isn't is shown with its reason and stands in nobody's way.
 */
public final class SourceIntake {
  private static final int LONGEST_REASON = 2000;
  private static final int MOST_VIOLATIONS = 10;

  private final String partner;
  private final String source;
  private final List<Kind> kinds;
  private final CardMask cards;
  private final Inbox inbox;
  private final InboxWork work;
  private final TransactionTemplate transactions;
  private final MeterRegistry meters;
  private final InstantSource clock;

  /**
   * @param kinds what may come from the source, one at least
   * @param cards masks what must not be kept
   */
  public SourceIntake(
      String partner,
      String source,
      List<Kind> kinds,
      CardMask cards,
      Inbox inbox,
      InboxWork work,
      TransactionTemplate transactions,
      MeterRegistry meters,
      InstantSource clock) {
    this.partner = partner;
    this.source = source;
    this.kinds = List.copyOf(kinds);
    this.cards = cards;
    this.inbox = inbox;
    this.work = work;
    this.transactions = transactions;
    this.meters = meters;
    this.clock = clock;
  }

  /** A message of the adapter file that comes from the source, and its contract. */
  public record Kind(String name, MessageDefinition.Read definition, AsyncContract contract) {
    boolean fits(JsonNode body) {
      return definition.when().entrySet().stream()
          .allMatch(one -> body.at(one.getKey()).asText().equals(one.getValue()));
    }
  }

  /** A message, and why it isn't to be applied; null status when it is. */
  private record Judged(
      InboundMessage message, @Nullable InboxStatus status, @Nullable String reason) {}

  /** Returns once they are committed. */
  public void keep(List<ReadMessage> messages) {
    Instant now = clock.instant();
    List<Judged> judged = messages.stream().map(message -> judge(message, now)).toList();
    List<Stored> stored =
        Objects.requireNonNull(transactions.execute(transaction -> store(judged)));
    for (int i = 0; i < judged.size(); i++) {
      InboxStatus status = judged.get(i).status();
      boolean fresh = stored.get(i).verdict() == Stored.Verdict.NEW;
      count(
          fresh && status != null
              ? status.text()
              : stored.get(i).verdict().name().toLowerCase(Locale.ROOT));
    }
  }

  private List<Stored> store(List<Judged> judged) {
    List<Stored> stored = inbox.storeAll(judged.stream().map(Judged::message).toList(), null);
    List<Settled> settled = new ArrayList<>();
    for (int i = 0; i < judged.size(); i++) {
      InboxStatus status = judged.get(i).status();
      if (status != null && stored.get(i).verdict() == Stored.Verdict.NEW) {
        settled.add(
            new Settled(stored.get(i).id(), status, String.valueOf(judged.get(i).reason()), null));
      }
    }
    work.settle(settled);
    return stored;
  }

  private void count(String outcome) {
    meters
        .counter(
            "gateway.source.messages", "partner", partner, "source", source, "outcome", outcome)
        .increment();
  }

  private Judged judge(ReadMessage read, Instant now) {
    Fingerprint fingerprint = Fingerprint.of(read.body());
    JsonNode told;
    try {
      told = StrictJson.read(read.body());
    } catch (MalformedMessageException e) {
      return new Judged(
          message(
              kinds.getFirst(),
              fingerprint.toString(),
              CardMask.unread(read.body()),
              fingerprint,
              now),
          InboxStatus.FAILED,
          reason("It can't be read as JSON: " + e.getMessage()));
    }
    JsonNode body = cards.apply(told);
    byte[] kept = body == told ? read.body() : StrictJson.write(body);
    Kind kind = kinds.stream().filter(one -> one.fits(body)).findFirst().orElse(null);
    if (kind == null) {
      return new Judged(
          message(kinds.getFirst(), fingerprint.toString(), kept, fingerprint, now),
          InboxStatus.FAILED,
          "It is none of the messages that the adapter file of %s reads from %s."
              .formatted(partner, source));
    }
    InboundMessage message = message(kind, id(kind, body, fingerprint), kept, fingerprint, now);
    List<Violation> violations = kind.contract().check(kind.definition().key(), body);
    return violations.isEmpty()
        ? new Judged(message, null, null)
        : new Judged(message, InboxStatus.CONTRACT_VIOLATION, reason(violations));
  }

  private InboundMessage message(
      Kind kind, String id, byte[] body, Fingerprint fingerprint, Instant now) {
    return new InboundMessage(
        partner, kind.name(), id, StrictJson.nodes().objectNode(), body, fingerprint, now);
  }

  /** What can't be an id isn't one: then its content is. */
  private static String id(Kind kind, JsonNode body, Fingerprint fingerprint) {
    for (JsonPointer pointer : kind.definition().id()) {
      String id = body.at(pointer).asText("");
      if (!id.isEmpty() && id.length() <= InboundMessage.LONGEST_ID && id.indexOf('\0') < 0) {
        return id;
      }
    }
    return fingerprint.toString();
  }

  private String reason(List<Violation> violations) {
    StringBuilder reason =
        new StringBuilder("It breaks the contract that " + partner + " is held to:");
    violations.stream()
        .limit(MOST_VIOLATIONS)
        .forEach(violation -> reason.append(' ').append(violation).append(';'));
    return reason(reason.toString());
  }

  /** As the store takes it. */
  private static String reason(String text) {
    String clean = text.replace('\0', '\ufffd');
    return clean.length() > LONGEST_REASON ? clean.substring(0, LONGEST_REASON) : clean;
  }
}
