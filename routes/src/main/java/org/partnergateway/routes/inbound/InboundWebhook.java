package org.partnergateway.routes.inbound;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.partnergateway.adapters.signature.SignatureVerifier;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.http.HttpParameter;
import org.partnergateway.routes.store.Fingerprint;

/**
 * One kind of message that a partner posts to us, with everything that its entrance needs.
 *
 * @param proofHeaders that carry the proof, and are not kept
 * @param messageId where the message's own id stands; empty: its content is its id
 */
public record InboundWebhook(
    String partner,
    String message,
    HttpOperation contract,
    SignatureVerifier verifier,
    Set<String> proofHeaders,
    List<JsonPointer> messageId) {

  /** Path below {@code /partners/<partner>/}. */
  public String path() {
    return message.equals("webhook") ? "webhooks" : "webhooks/" + message;
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
