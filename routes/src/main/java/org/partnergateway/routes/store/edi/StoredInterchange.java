package org.partnergateway.routes.store.edi;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Fingerprint;

/**
 * An interchange that came or was sent.
 *
 * @param id starts with {@code ich_}
 * @param incoming whether it came
 * @param sender qualifier and id, with a colon between them where there is a qualifier
 * @param sequence of what came: in_order, first, gap or late
 * @param reason why it was refused
 * @param faults of its envelopes
 * @param fileId the file that it came in or was sent in
 * @param fingerprint of the file that it came in
 * @param acknowledges the interchange that it answers
 */
public record StoredInterchange(
    String id,
    boolean incoming,
    String partner,
    String standard,
    String sender,
    String receiver,
    String controlNumber,
    String usage,
    InterchangeStatus status,
    @Nullable String sequence,
    @Nullable String reason,
    JsonNode faults,
    @Nullable String fileId,
    @Nullable String fileName,
    @Nullable Fingerprint fingerprint,
    @Nullable String acknowledges,
    Instant createdAt,
    @Nullable Instant acknowledgedAt) {

  /**
   * A transaction of it.
   *
   * @param position in the interchange, from 1
   * @param functionalId of its group; empty where there is none
   * @param faults what breaks its contract; of what was sent: what the partner says
   * @param message what the adapter file calls it; null for what was sent, and for acknowledgements
   * @param messageId under which it is in the inbox; null when it isn't there
   * @param operationId what it was sent for; null for what came, and for acknowledgements
   */
  public record Transaction(
      int position,
      String functionalId,
      String groupControlNumber,
      String type,
      String controlNumber,
      InterchangeStatus status,
      JsonNode faults,
      @Nullable String message,
      @Nullable String messageId,
      @Nullable String operationId) {}

  /** With what is in it. */
  public record Whole(
      StoredInterchange interchange, List<Transaction> transactions, List<String> answers) {
    /** Copies the lists. */
    public Whole {
      transactions = List.copyOf(transactions);
      answers = List.copyOf(answers);
    }
  }
}
