package org.partnergateway.routes.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.partnergateway.adapters.signature.SignatureCheck;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.admission.InboundLimits;
import org.partnergateway.routes.http.HttpInput;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.steps.AddedFields;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.inbox.InboundMessage;
import org.partnergateway.transformations.formats.WireFormat;

/**
 * {@code gateway:receive/<partner>/<message>}: verifies the signature on the raw bytes, then reads
 * and checks the message. What is refused here leaves no trace but a count.
 */
public final class ReceiveStep implements StepFactory {
  private final InboundWebhooks webhooks;
  private final InboundLimits limits;
  private final AddedFields added;
  private final InstantSource clock;

  public ReceiveStep(
      InboundWebhooks webhooks, InboundLimits limits, AddedFields added, InstantSource clock) {
    this.webhooks = webhooks;
    this.limits = limits;
    this.added = added;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "receive";
  }

  @Override
  public Step create(List<String> arguments) {
    InboundWebhook webhook = webhooks.get(arguments.getFirst(), arguments.getLast());
    List<String> kept = webhook.keptHeaders();
    WireFormat format = webhook.format();
    return exchange -> {
      HttpInput input = HttpInput.of(exchange);
      Instant now = clock.instant();
      byte[] raw = input.body();
      verify(webhook, input, raw, now);
      // Only now: what others send in its name doesn't use up what is a partner's own.
      limits.partner(webhook.partner(), exchange);
      exchange.getMessage().setBody(receive(webhook, format, kept, input, raw, now));
    };
  }

  private InboundMessage receive(
      InboundWebhook webhook,
      WireFormat format,
      List<String> keptHeaders,
      HttpInput input,
      byte[] raw,
      Instant now) {
    JsonNode told = read(format, raw);
    // Masked, not refused: what is refused is lost. Its fingerprint is that of what came.
    JsonNode body = webhook.cards().apply(told);
    byte[] kept = body == told ? raw : format.write(body);
    List<Violation> violations = webhook.contract().checkBody(body);
    if (!violations.isEmpty()) {
      throw Problem.of(
              ProblemType.INVALID_BODY,
              "The message breaks the contract that %s is held to at %d place(s)."
                  .formatted(webhook.partner(), violations.size()))
          .withErrors(violations)
          .exception();
    }
    added.look(webhook.partner(), webhook.message(), body, webhook.contract()::addedToBody);
    Fingerprint fingerprint = Fingerprint.of(raw);
    return new InboundMessage(
        webhook.partner(),
        webhook.message(),
        id(webhook, body, fingerprint),
        headers(keptHeaders, input),
        kept,
        fingerprint,
        now);
  }

  private static void verify(InboundWebhook webhook, HttpInput input, byte[] raw, Instant now) {
    SignatureCheck check = webhook.verifier().verify(lowerCase(input.headers()), raw, now);
    if (check instanceof SignatureCheck.Refused refused) {
      throw Problem.of(ProblemType.SIGNATURE_REFUSED, refused.reason()).exception();
    }
    if (check instanceof SignatureCheck.Undecided) {
      throw Problem.of(
              ProblemType.PARTNER_UNAVAILABLE,
              "Whether the signature is good can't be told now, so the message is not taken; send"
                  + " it again.")
          .withRetryAfter(Duration.ofSeconds(5))
          .exception();
    }
  }

  private static JsonNode read(WireFormat format, byte[] raw) {
    try {
      return format.read(raw);
    } catch (MalformedMessageException e) {
      throw Problem.malformed(format.title(), e).exception();
    }
  }

  private static String id(InboundWebhook webhook, JsonNode body, Fingerprint fingerprint) {
    String id = webhook.idOf(body, fingerprint);
    if (id.length() > InboundMessage.LONGEST_ID) {
      throw Problem.of(
              ProblemType.INVALID_BODY,
              "The message's id may have at most %d characters."
                  .formatted(InboundMessage.LONGEST_ID))
          .exception();
    }
    return id;
  }

  private static ObjectNode headers(List<String> kept, HttpInput input) {
    ObjectNode headers = StrictJson.nodes().objectNode();
    for (String name : kept) {
      String value = input.header(name);
      if (value != null) {
        headers.put(name.toLowerCase(Locale.ROOT), value);
      }
    }
    return headers;
  }

  private static Map<String, String> lowerCase(MultiMap headers) {
    Map<String, String> map = new HashMap<>();
    headers.forEach(
        (name, value) ->
            map.merge(name.toLowerCase(Locale.ROOT), value, (first, more) -> first + "," + more));
    return map;
  }
}
