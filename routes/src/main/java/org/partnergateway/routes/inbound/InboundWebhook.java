package org.partnergateway.routes.inbound;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.signature.SignatureVerifier;
import org.partnergateway.contracts.cards.CardMask;
import org.partnergateway.contracts.http.BodyForm;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.http.HttpParameter;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.transformations.formats.WireFormat;
import org.partnergateway.transformations.formats.WireFormats;

/**
 * One kind of message that a partner posts to us, with everything that its entrance needs.
 *
 * @param proofHeaders that carry the proof, and are not kept
 * @param messageId where the message's own id stands; empty: its content is its id
 * @param acknowledgement once it is stored
 * @param handshake how the partner makes sure that the address is ours; null when it doesn't
 * @param cards makes card data in it unreadable
 */
public record InboundWebhook(
    String partner,
    String message,
    HttpOperation contract,
    SignatureVerifier verifier,
    Set<String> proofHeaders,
    List<JsonPointer> messageId,
    Answer acknowledgement,
    @Nullable Handshake handshake,
    CardMask cards) {

  /** Path below {@code /partners/<partner>/}. */
  public String path() {
    return message.equals("webhook") ? "webhooks" : "webhooks/" + message;
  }

  /** How the partner writes it. */
  public WireFormat format() {
    return formatOf(contract);
  }

  /** How a message of that contract is written: as what it declares first, else as JSON. */
  static WireFormat formatOf(HttpOperation contract) {
    BodyForm form = contract.requestForm();
    return form == null ? WireFormats.JSON : WireFormats.of(form);
  }

  /**
   * The headers that are kept with the message: those that the contract declares, but for the
   * proof.
   */
  List<String> keptHeaders() {
    return contract.parameters().stream()
        .filter(parameter -> parameter.place() == HttpParameter.Place.HEADER)
        .map(HttpParameter::name)
        .filter(name -> proofHeaders.stream().noneMatch(name::equalsIgnoreCase))
        .toList();
  }

  /** The message's id, by which a repetition is known. */
  String idOf(JsonNode body, Fingerprint fingerprint) {
    for (JsonPointer pointer : messageId) {
      JsonNode id = body.at(pointer);
      if (id.isTextual() && !id.asText().isEmpty()) {
        return id.asText();
      }
    }
    return fingerprint.toString();
  }
}
