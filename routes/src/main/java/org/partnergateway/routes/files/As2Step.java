package org.partnergateway.routes.files;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.as2.As2Incoming;
import org.partnergateway.adapters.as2.As2Link;
import org.partnergateway.adapters.as2.As2Outgoing;
import org.partnergateway.adapters.as2.As2Party;
import org.partnergateway.adapters.as2.As2Reader;
import org.partnergateway.adapters.as2.As2RefusedException;
import org.partnergateway.adapters.as2.As2Writer;
import org.partnergateway.adapters.policy.RefusedException;
import org.partnergateway.adapters.transport.TransportException;
import org.partnergateway.routes.admission.InboundLimits;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.HttpInput;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;
import org.partnergateway.routes.store.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code gateway:as2/<partner>}: takes a message, or the receipt for one of ours, and answers with
 * a receipt of what became of it once that is committed.
 */
public final class As2Step implements StepFactory {
  private static final Logger LOG = LoggerFactory.getLogger(As2Step.class);
  private static final int LONGEST_MESSAGE_ID = 998;
  private static final String CONTENT_TYPE = "Content-Type";

  private final As2Links links;
  private final As2Intake intake;
  private final As2Receipts receipts;
  private final InboundLimits limits;
  private final Ids ids;
  private final InstantSource clock;

  public As2Step(
      As2Links links,
      As2Intake intake,
      As2Receipts receipts,
      InboundLimits limits,
      Ids ids,
      InstantSource clock) {
    this.links = links;
    this.intake = intake;
    this.receipts = receipts;
    this.limits = limits;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "as2";
  }

  @Override
  public Step create(List<String> arguments) {
    String partner = arguments.getFirst();
    return exchange -> exchange.getMessage().setBody(answer(partner, exchange));
  }

  private Answer answer(String partner, Exchange exchange) {
    HttpInput input = HttpInput.of(exchange);
    Map<String, String> headers = new HashMap<>();
    input
        .headers()
        .forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    As2Link link = link(partner, headers);
    Request request = request(link, headers);
    Instant now = clock.instant();
    As2Incoming incoming;
    try {
      incoming =
          As2Reader.read(link.party(), headers, input.body(), IncomingFile.LARGEST_IN_MEMORY, now);
    } catch (As2RefusedException e) {
      return refused(link, request, e, now);
    }
    limits.partner(partner, exchange);
    return switch (incoming) {
      case As2Incoming.SignedReceipt receipt -> {
        receipts.settle(receipt.receipt(), link.party());
        yield Answer.empty(200);
      }
      case As2Incoming.Payload payload -> taken(link, request, payload, now);
    };
  }

  private As2Link link(String partner, Map<String, String> headers) {
    String from = unquoted(headers.getOrDefault("as2-from", ""));
    String to = unquoted(headers.getOrDefault("as2-to", ""));
    As2Link link = links.find(partner, from, to);
    if (link == null) {
      throw Problem.of(
              ProblemType.SIGNATURE_REFUSED,
              "AS2-From and AS2-To are no pair that is agreed on with %s.".formatted(partner))
          .exception();
    }
    return link;
  }

  private static String unquoted(String id) {
    String text = id.strip();
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  /**
   * What a sender wants.
   *
   * @param wantsReceipt whether it wants one
   * @param signed whether the receipt is to be signed
   * @param later where it is to go by itself; null when it is the answer
   */
  private record Request(
      String messageId, boolean wantsReceipt, boolean signed, @Nullable String later) {}

  private static Request request(As2Link link, Map<String, String> headers) {
    String messageId = headers.getOrDefault("message-id", "").strip();
    if (messageId.isEmpty() || messageId.length() > LONGEST_MESSAGE_ID) {
      throw Problem.of(
              ProblemType.INVALID_PARAMETER,
              "Message-ID must be there, with %d characters at most.".formatted(LONGEST_MESSAGE_ID))
          .exception();
    }
    String later = headers.get("receipt-delivery-option");
    if (later != null && !link.mayCall(later.strip())) {
      throw Problem.of(
              ProblemType.INVALID_PARAMETER,
              "Receipt-Delivery-Option is none of the places that this partner may be reached at; nothing was taken.")
          .exception();
    }
    return new Request(
        messageId,
        headers.containsKey("disposition-notification-to"),
        headers
            .getOrDefault("disposition-notification-options", "")
            .toLowerCase(Locale.ROOT)
            .contains("pkcs7-signature"),
        later == null ? null : later.strip());
  }

  private Answer taken(As2Link link, Request request, As2Incoming.Payload payload, Instant now) {
    String later = request.wantsReceipt() ? request.later() : null;
    As2Outgoing receipt =
        intake.take(
            link.party(),
            request.messageId(),
            payload,
            later,
            refusedBecause ->
                receipt(
                    link.party(),
                    request,
                    refusedBecause == null
                        ? null
                        : As2RefusedException.Reason.UNEXPECTED.modifier(),
                    payload.mic(),
                    refusedBecause == null ? "The message was received." : refusedBecause,
                    now));
    return request.wantsReceipt() && later == null ? answer(receipt) : Answer.empty(200);
  }

  private Answer refused(As2Link link, Request request, As2RefusedException e, Instant now) {
    LOG.warn("A message of {} is refused: {}", link.party().channel().fullName(), e.detail());
    if (!request.wantsReceipt()) {
      throw Problem.of(ProblemType.SIGNATURE_REFUSED, e.detail()).exception();
    }
    As2Outgoing receipt =
        receipt(link.party(), request, e.reason().modifier(), null, e.detail(), now);
    if (request.later() == null) {
      return answer(receipt);
    }
    // Nothing was taken that it could be kept with; who gets no receipt sends again.
    Thread.ofVirtual().start(() -> sendOnce(link, request.later(), receipt));
    return Answer.empty(200);
  }

  private static void sendOnce(As2Link link, String later, As2Outgoing receipt) {
    try {
      link.post(URI.create(later), receipt.headers(), receipt.body());
    } catch (RefusedException | TransportException e) {
      LOG.warn("A receipt did not reach {}: {}", later, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private As2Outgoing receipt(
      As2Party party,
      Request request,
      @Nullable String modifier,
      @Nullable String mic,
      String text,
      Instant now) {
    String id =
        "<%s@%s>".formatted(ids.next("mdn"), party.ourId().replaceAll("[^A-Za-z0-9.-]", "-"));
    return As2Writer.receipt(
        party, id, request.messageId(), modifier, mic, text, request.signed(), now);
  }

  private static Answer answer(As2Outgoing receipt) {
    Map<String, String> headers = new HashMap<>(receipt.headers());
    String type = headers.remove(CONTENT_TYPE);
    return new Answer(200, type, headers, receipt.body());
  }
}
