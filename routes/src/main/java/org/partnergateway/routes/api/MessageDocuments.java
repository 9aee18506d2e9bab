package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.events.CloudEvents;
import org.partnergateway.routes.inbound.MessageIds;
import org.partnergateway.routes.inbound.Replayed;
import org.partnergateway.routes.ledger.Witness.Changed;
import org.partnergateway.routes.store.events.Event;
import org.partnergateway.routes.store.inbox.InboxItem;
import org.partnergateway.routes.store.inbox.Replay;

/** Stored messages, and what a replay of one changes, as the API answers them. */
final class MessageDocuments {
  /** What every change changes. */
  private static final Set<String> ALWAYS = Set.of("version", "updated_at");

  private MessageDocuments() {}

  static ObjectNode of(InboxItem item) {
    ObjectNode document = StrictJson.nodes().objectNode();
    document.put("id", MessageIds.text(item.id()));
    document.put("partner", item.message().partner());
    document.put("message", item.message().kind());
    document.put("message_id", item.message().messageId());
    document.put("received_at", item.message().receivedAt().toString());
    document.put("status", item.status().text());
    if (item.reason() != null) {
      document.put("reason", item.reason());
    }
    document.put("attempts", item.attempts());
    document.put("conflicting", item.conflicting());
    if (item.nextAttemptAt() != null) {
      document.put("next_attempt_at", item.nextAttemptAt().toString());
    }
    if (item.appliedAt() != null) {
      document.put("applied_at", item.appliedAt().toString());
    }
    return document;
  }

  /**
   * With what was sent.
   *
   * @param first the message that it conflicts with; null when it doesn't
   */
  static ObjectNode whole(InboxItem item, @Nullable Long first, List<Replay> replays) {
    ObjectNode document = of(item);
    if (first != null) {
      document.put("conflicts_with", MessageIds.text(first));
    }
    document.put("fingerprint", item.message().fingerprint().toString());
    document.set("headers", item.message().headers());
    body(document, item.message().body());
    ArrayNode list = document.putArray("replays");
    for (Replay replay : replays) {
      list.addObject()
          .put("at", replay.at().toString())
          .put("caller", replay.caller())
          .put("reason", replay.reason());
    }
    return document;
  }

  /** As text where it is text, and never anything that a terminal would take for a command. */
  private static void body(ObjectNode document, byte[] body) {
    String text = text(body);
    if (text == null) {
      document.put("body_base64", Base64.getEncoder().encodeToString(body));
    } else {
      document.put("body_text", text);
    }
  }

  private static @Nullable String text(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return text.chars().allMatch(MessageDocuments::isShown) ? text : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean isShown(int character) {
    return !Character.isISOControl(character)
        || character == '\n'
        || character == '\r'
        || character == '\t';
  }

  static ObjectNode of(long id, boolean dryRun, Replayed replayed) {
    ObjectNode document = StrictJson.nodes().objectNode();
    document.put("id", MessageIds.text(id));
    document.put("dry_run", dryRun);
    ArrayNode changes = document.putArray("changes");
    for (Changed changed : replayed.documents()) {
      ObjectNode change = changes.addObject();
      change.put("kind", changed.kind()).put("id", changed.id());
      change.put("created", changed.before() == null);
      change.set("differences", JsonDifferences.between(changed.before(), changed.after(), ALWAYS));
    }
    ArrayNode events = document.putArray("events");
    for (Event event : replayed.events()) {
      events.add(CloudEvents.envelope(event));
    }
    return document;
  }
}
