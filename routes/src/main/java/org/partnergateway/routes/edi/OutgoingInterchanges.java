package org.partnergateway.routes.edi;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.edi.EdiContract;
import org.partnergateway.contracts.edi.EdiPart.Group;
import org.partnergateway.contracts.edi.EdiPart.Interchange;
import org.partnergateway.contracts.edi.EdiStandard;
import org.partnergateway.contracts.edi.InterchangeWriter;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.files.OutgoingFiles;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.OwnTransaction;
import org.partnergateway.routes.store.edi.ControlNumbers;
import org.partnergateway.routes.store.edi.InterchangeStatus;
import org.partnergateway.routes.store.edi.Interchanges;
import org.partnergateway.routes.store.edi.StoredInterchange;

/**
 * Sends interchanges of one transaction each. Number, record and file are one transaction of the
 * store's: together they are there, or never were. What is carried later is these bytes.
 */
public final class OutgoingInterchanges {
  private final ControlNumbers numbers;
  private final Interchanges interchanges;
  private final OutgoingFiles files;
  private final Ids ids;
  private final InstantSource clock;

  public OutgoingInterchanges(
      ControlNumbers numbers,
      Interchanges interchanges,
      OutgoingFiles files,
      Ids ids,
      InstantSource clock) {
    this.numbers = numbers;
    this.interchanges = interchanges;
    this.files = files;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What is sent.
   *
   * @param functionalId of its group; empty in EDIFACT
   * @param operation what it is sent for; null for an acknowledgement
   * @param acknowledges the interchange that it answers; null when it answers none
   */
  record Outgoing(
      EdiContract contract,
      String type,
      String functionalId,
      String release,
      JsonNode tree,
      @Nullable String operation,
      @Nullable String acknowledges) {}

  /**
   * In the caller's transaction.
   *
   * @return the interchange's id
   */
  String send(EdiAgreement agreement, Outgoing outgoing) {
    OwnTransaction.require("an interchange");
    Instant now = clock.instant();
    Interchange envelope = envelope(agreement, now);
    Group group =
        agreement.standard() == EdiStandard.X12
            ? agreement.group(
                outgoing.functionalId(),
                next(agreement, ControlNumbers.Kind.GROUP),
                outgoing.release(),
                now)
            : null;
    byte[] content =
        agreement
            .writer()
            .write(
                envelope,
                group,
                outgoing.contract(),
                outgoing.type(),
                outgoing.release(),
                outgoing.tree());
    InterchangeStatus status =
        outgoing.operation() == null ? InterchangeStatus.SENT : InterchangeStatus.AWAITED;
    String id =
        queue(agreement, envelope, outgoing.type(), content, status, outgoing.acknowledges(), now);
    interchanges.add(
        id,
        new StoredInterchange.Transaction(
            1,
            outgoing.functionalId(),
            group == null ? "" : group.controlNumber(),
            outgoing.type(),
            InterchangeWriter.TRANSACTION_NUMBER,
            status,
            StrictJson.nodes().arrayNode(),
            null,
            null,
            outgoing.operation()));
    return id;
  }

  /**
   * Tells what became of an interchange's envelope, by a TA1; in the caller's transaction.
   *
   * @param acknowledges the interchange that it is about
   */
  void ta1(
      EdiAgreement agreement, Interchange received, String code, String note, String acknowledges) {
    Instant now = clock.instant();
    Interchange envelope = envelope(agreement, now);
    byte[] content = agreement.writer().ta1(envelope, received, code, note);
    queue(agreement, envelope, "TA1", content, InterchangeStatus.SENT, acknowledges, now);
  }

  private Interchange envelope(EdiAgreement agreement, Instant now) {
    return agreement.interchange(next(agreement, ControlNumbers.Kind.INTERCHANGE), now);
  }

  private long next(EdiAgreement agreement, ControlNumbers.Kind kind) {
    return numbers.next(agreement.partner(), agreement.standard().word(), kind);
  }

  private String queue(
      EdiAgreement agreement,
      Interchange envelope,
      String what,
      byte[] content,
      InterchangeStatus status,
      @Nullable String acknowledges,
      Instant now) {
    String id = ids.next("ich");
    // Numbers begin again some day; names don't.
    String name =
        "%s.%s.%s.%s.edi"
            .formatted(
                agreement.fileName(),
                what.toLowerCase(Locale.ROOT),
                envelope.controlNumber(),
                id.substring(id.length() - 6));
    String file =
        files.queue(
            agreement.partner(),
            agreement.channel(),
            name,
            agreement.standard().mediaType(),
            content);
    interchanges.add(
        new StoredInterchange(
            id,
            false,
            agreement.partner(),
            agreement.standard().word(),
            EdiAgreement.text(envelope.sender()),
            EdiAgreement.text(envelope.receiver()),
            envelope.controlNumber(),
            envelope.usage(),
            status,
            null,
            null,
            StrictJson.nodes().arrayNode(),
            file,
            name,
            null,
            acknowledges,
            Columns.toMicros(now),
            null));
    return id;
  }
}
