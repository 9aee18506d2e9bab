package org.partnergateway.routes.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.as2.As2Incoming.Payload;
import org.partnergateway.adapters.as2.As2Outgoing;
import org.partnergateway.adapters.as2.As2Party;
import org.partnergateway.routes.files.FileIntake.Arrival;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.files.FileDirection;
import org.partnergateway.routes.store.files.FileReceipts;
import org.partnergateway.routes.store.files.FileStatus;
import org.partnergateway.routes.store.files.PartnerFiles;
import org.partnergateway.routes.store.files.StoredFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings files that came by AS2 into the store together with their receipts. A message that comes
 * again is known by its id, and gets the receipt that it got before.
 */
public final class As2Intake {
  private static final Logger LOG = LoggerFactory.getLogger(As2Intake.class);
  private static final int LONGEST_NAME = 200;
  private static final String RECEIPT = "receipt";
  private static final String HEADERS = "headers";
  private static final String BODY = "body";

  private final FileIntake intake;
  private final PartnerFiles files;
  private final FileReceipts receipts;
  private final TransactionTemplate transactions;

  public As2Intake(
      FileIntake intake,
      PartnerFiles files,
      FileReceipts receipts,
      TransactionTemplate transactions) {
    this.intake = intake;
    this.files = files;
    this.receipts = receipts;
    this.transactions = transactions;
  }

  /** Writes the receipt of a file that was just taken. */
  @FunctionalInterface
  interface Receipting {
    /**
     * @param refusedBecause null when it was not refused
     */
    As2Outgoing receipt(@Nullable String refusedBecause);
  }

  /**
   * Once it returns, all of it is committed.
   *
   * @param later where the receipt is to go by itself; null when it is the answer
   * @return the receipt
   */
  As2Outgoing take(
      As2Party party,
      String messageId,
      Payload payload,
      @Nullable String later,
      Receipting receipting) {
    try {
      return taken(party, messageId, payload, later, receipting);
    } catch (DuplicateKeyException e) {
      // Somebody else was faster with the same message; now it is there.
      return taken(party, messageId, payload, later, receipting);
    }
  }

  private As2Outgoing taken(
      As2Party party,
      String messageId,
      Payload payload,
      @Nullable String later,
      Receipting receipting) {
    As2Outgoing receipt =
        transactions.execute(
            status -> {
              Fingerprint fingerprint = Fingerprint.of(payload.content());
              Optional<StoredFile> before =
                  files.findSame(
                      FileDirection.IN,
                      party.channel().partner().id(),
                      party.channel().name(),
                      messageId);
              StoredFile file =
                  before.orElseGet(() -> first(party, messageId, payload, fingerprint, receipting));
              if (!file.fingerprint().equals(fingerprint)) {
                LOG.warn(
                    "{} sent other content under the id {} of {}; only the first was taken",
                    party.channel().fullName(),
                    messageId,
                    file.id());
              }
              As2Outgoing kept = receiptOf(file);
              if (later != null) {
                receipts.keep(file.id(), later, kept.headers(), kept.body());
              }
              return kept;
            });
    return Objects.requireNonNull(receipt);
  }

  private StoredFile first(
      As2Party party,
      String messageId,
      Payload payload,
      Fingerprint fingerprint,
      Receipting receipting) {
    StoredFile file =
        intake.take(
            new Arrival(
                party.channel(),
                name(payload, messageId),
                payload.mediaType(),
                messageId,
                FileContent.of(payload.content()),
                fingerprint,
                Optional.empty()));
    As2Outgoing receipt =
        receipting.receipt(file.status() == FileStatus.REFUSED ? file.reason() : null);
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    ObjectNode kept = state.putObject(RECEIPT);
    ObjectNode headers = kept.putObject(HEADERS);
    receipt.headers().forEach(headers::put);
    kept.put(BODY, Base64.getEncoder().encodeToString(receipt.body()));
    files.remember(file.id(), state);
    return files.find(file.id()).orElseThrow();
  }

  private static As2Outgoing receiptOf(StoredFile file) {
    JsonNode kept = Objects.requireNonNull(file.carrierState()).path(RECEIPT);
    Map<String, String> headers = new LinkedHashMap<>();
    kept.path(HEADERS).properties().forEach(e -> headers.put(e.getKey(), e.getValue().asText()));
    return new As2Outgoing(
        headers, Base64.getDecoder().decode(kept.path(BODY).asText()), List.of());
  }

  /** What the partner calls it, without any path; else the message's id. */
  private static String name(Payload payload, String messageId) {
    String said = payload.name() == null ? "" : payload.name();
    String last = said.substring(Math.max(said.lastIndexOf('/'), said.lastIndexOf('\\')) + 1);
    String plain = last.replaceAll("\\p{Cntrl}", "").strip();
    String name = plain.isEmpty() ? messageId.replaceAll("[<>]", "") : plain;
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }
}
