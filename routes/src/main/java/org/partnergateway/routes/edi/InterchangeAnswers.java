package org.partnergateway.routes.edi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.partnergateway.contracts.edi.EdiPart.Interchange;
import org.partnergateway.contracts.edi.EdiStandard;
import org.partnergateway.routes.edi.OutgoingInterchanges.Outgoing;
import org.partnergateway.routes.files.OutgoingFiles;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.edi.Interchanges;
import org.partnergateway.routes.store.edi.StoredInterchange;
import org.partnergateway.routes.store.files.FileChunks;

/** What partners are told of the interchanges that they sent; in the caller's transaction. */
public final class InterchangeAnswers {
  private final OutgoingInterchanges outgoing;
  private final Interchanges interchanges;
  private final OutgoingFiles files;
  private final FileChunks chunks;
  private final Ids ids;

  public InterchangeAnswers(
      OutgoingInterchanges outgoing,
      Interchanges interchanges,
      OutgoingFiles files,
      FileChunks chunks,
      Ids ids) {
    this.outgoing = outgoing;
    this.interchanges = interchanges;
    this.files = files;
    this.chunks = chunks;
    this.ids = ids;
  }

  /** Sends a 997 or CONTRL. */
  void acknowledge(EdiAgreement agreement, ObjectNode tree, String acknowledges) {
    boolean x12 = agreement.standard() == EdiStandard.X12;
    outgoing.send(
        agreement,
        new Outgoing(
            agreement.acknowledgement(),
            agreement.acknowledgementType(),
            x12 ? "FA" : "",
            x12 ? agreement.release() : "D:3:UN",
            tree,
            null,
            acknowledges));
  }

  /** What is said of an interchange as a whole once all in it is judged. */
  void accept(
      EdiAgreement agreement, Interchange interchange, List<Judged> judged, String acknowledges) {
    if (agreement.standard() == EdiStandard.X12) {
      if (interchange.acknowledgment()) {
        outgoing.ta1(agreement, interchange, "A", "000", acknowledges);
      }
      return;
    }
    // What only acknowledges is not acknowledged.
    List<Judged> told =
        judged.stream().filter(one -> !one.type().equals(agreement.acknowledgementType())).toList();
    if (!told.isEmpty()) {
      acknowledge(agreement, SyntaxReport.of(interchange, null, told), acknowledges);
    }
  }

  void refuse(
      EdiAgreement agreement, Interchange interchange, Refusal refusal, String acknowledges) {
    if (agreement.standard() == EdiStandard.X12) {
      outgoing.ta1(agreement, interchange, "R", refusal.note(), acknowledges);
    } else {
      acknowledge(
          agreement,
          SyntaxReport.of(interchange, SyntaxReport.refusal(refusal), List.of()),
          acknowledges);
    }
  }

  /** Sends once more what was answered: the partner, which repeats itself, may not have got it. */
  void again(EdiAgreement agreement, StoredInterchange before) {
    for (String answer : interchanges.answers(before.id())) {
      interchanges.find(answer).ifPresent(one -> again(agreement, one));
    }
  }

  private void again(EdiAgreement agreement, StoredInterchange.Whole answer) {
    String file = answer.interchange().fileId();
    String name = answer.interchange().fileName();
    if (file == null || name == null) {
      return;
    }
    String id = ids.next("ich");
    try (InputStream content = chunks.open(file)) {
      byte[] bytes = content.readAllBytes();
      if (bytes.length > 0) {
        files.queue(
            agreement.partner(),
            agreement.channel(),
            name.replaceFirst("\\.edi$", "." + id.substring(id.length() - 6) + ".edi"),
            agreement.standard().mediaType(),
            bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
