package org.partnergateway.routes.edi;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.edi.BrokenInterchangeException;
import org.partnergateway.contracts.edi.EdiPart;
import org.partnergateway.contracts.edi.EdiPart.Interchange;
import org.partnergateway.contracts.edi.InterchangeReader;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.files.IncomingFile;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.edi.ControlNumbers;
import org.partnergateway.routes.store.edi.InterchangeStatus;
import org.partnergateway.routes.store.edi.Interchanges;
import org.partnergateway.routes.store.edi.StoredInterchange;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes one interchange in, or refuses it and says so; all in the caller's transaction. */
public final class InterchangeTaking {
  private static final long LARGEST = 999_999_999;

  private final ControlNumbers numbers;
  private final Interchanges interchanges;
  private final InterchangeAnswers answers;
  private final GroupTaking groups;
  private final EdiEvents events;
  private final TransactionTemplate nested;
  private final Ids ids;
  private final InstantSource clock;

  /**
   * @param nested makes a savepoint: of an interchange that is refused in the end nothing stays
   */
  public InterchangeTaking(
      ControlNumbers numbers,
      Interchanges interchanges,
      InterchangeAnswers answers,
      GroupTaking groups,
      EdiEvents events,
      TransactionTemplate nested,
      Ids ids,
      InstantSource clock) {
    this.numbers = numbers;
    this.interchanges = interchanges;
    this.answers = answers;
    this.groups = groups;
    this.events = events;
    this.nested = nested;
    this.ids = ids;
    this.clock = clock;
  }

  /** The file that it came in. */
  record Origin(IncomingFile file, Fingerprint fingerprint) {}

  /** Ends the savepoint. */
  @SuppressWarnings("serial")
  private static final class Abandoned extends RuntimeException {
    private final Refusal refusal;
    private final @Nullable BrokenInterchangeException broken;

    Abandoned(Refusal refusal, @Nullable BrokenInterchangeException broken) {
      super(broken);
      this.refusal = refusal;
      this.broken = broken;
    }
  }

  /**
   * Reads an interchange to its end.
   *
   * @return why it was refused; null when it was taken, whatever became of its transactions
   * @throws BrokenInterchangeException when it has no end; it was answered as refused
   */
  @Nullable String take(
      EdiAgreement agreement, InterchangeReader reader, Interchange interchange, Origin origin)
      throws BrokenInterchangeException {
    long last = numbers.lastReceived(agreement.partner(), agreement.standard().word());
    StoredInterchange before =
        interchanges
            .taken(
                agreement.partner(),
                agreement.standard().word(),
                EdiAgreement.text(interchange.sender()),
                EdiAgreement.text(interchange.receiver()),
                interchange.controlNumber())
            .orElse(null);
    if (before != null && origin.fingerprint().equals(before.fingerprint())) {
      skip(reader);
      answers.again(agreement, before);
      add(
          agreement,
          interchange,
          origin,
          "It came before, byte for byte, and was answered again as " + before.id() + " was.");
      return null;
    }
    Refusal refusal = before == null ? refusal(agreement, interchange) : Refusal.DUPLICATE;
    if (refusal == null) {
      try {
        String id = ids.next("ich");
        nested.executeWithoutResult(
            status -> run(new Taken(id, agreement, interchange, origin, last), reader));
        events.tellOfFaults(id);
        return null;
      } catch (Abandoned abandoned) {
        refused(agreement, interchange, origin, abandoned.refusal);
        if (abandoned.broken != null) {
          throw abandoned.broken;
        }
        return sentence(interchange, abandoned.refusal);
      }
    }
    skip(reader);
    refused(agreement, interchange, origin, refusal);
    return sentence(interchange, refusal);
  }

  private static String sentence(Interchange interchange, Refusal refusal) {
    return "Interchange %s is refused: %s.".formatted(interchange.controlNumber(), refusal.words());
  }

  private void refused(
      EdiAgreement agreement, Interchange interchange, Origin origin, Refusal refusal) {
    String id = add(agreement, interchange, origin, sentence(interchange, refusal));
    if (refusal != Refusal.NOT_THEM) {
      answers.refuse(agreement, interchange, refusal, id);
    }
    events.tellOfFaults(id);
  }

  private static @Nullable Refusal refusal(EdiAgreement agreement, Interchange interchange) {
    if (!interchange.sender().equals(agreement.theirs())) {
      return Refusal.NOT_THEM;
    }
    if (!interchange.receiver().equals(agreement.ours())) {
      return Refusal.NOT_US;
    }
    return interchange.usage().equals(agreement.usage()) ? null : Refusal.USAGE;
  }

  private static void skip(InterchangeReader reader) throws BrokenInterchangeException {
    EdiPart part = reader.next();
    while (part != null && !(part instanceof EdiPart.InterchangeEnd)) {
      part = reader.next();
    }
  }

  private String add(
      EdiAgreement agreement, Interchange interchange, Origin origin, String reason) {
    String id = ids.next("ich");
    interchanges.add(
        stored(
            new Taken(id, agreement, interchange, origin, 0),
            InterchangeStatus.REFUSED,
            null,
            reason));
    return id;
  }

  private StoredInterchange stored(
      Taken taken, InterchangeStatus status, @Nullable String sequence, @Nullable String reason) {
    Interchange interchange = taken.interchange();
    return new StoredInterchange(
        taken.id(),
        true,
        taken.agreement().partner(),
        taken.agreement().standard().word(),
        EdiAgreement.text(interchange.sender()),
        EdiAgreement.text(interchange.receiver()),
        interchange.controlNumber(),
        interchange.usage(),
        status,
        sequence,
        reason,
        StrictJson.nodes().arrayNode(),
        taken.origin().file().id(),
        taken.origin().file().name(),
        taken.origin().fingerprint(),
        null,
        Columns.toMicros(clock.instant()),
        null);
  }

  /** An interchange that is being taken in. */
  record Taken(
      String id, EdiAgreement agreement, Interchange interchange, Origin origin, long last) {}

  private void run(Taken taken, InterchangeReader reader) {
    String sequence = sequence(taken);
    interchanges.add(stored(taken, InterchangeStatus.ACCEPTED, sequence, null));
    try {
      GroupTaking.Result result = groups.take(taken, reader);
      Refusal refusal = refusal(result.end());
      if (refusal != null) {
        throw new Abandoned(refusal, null);
      }
      interchanges.settle(taken.id(), result.status(), FaultTrees.of(result.end().faults()));
    } catch (BrokenInterchangeException e) {
      throw new Abandoned(Refusal.CUT_OFF, e);
    }
  }

  private static @Nullable Refusal refusal(EdiPart.InterchangeEnd end) {
    if (end.faults().isEmpty()) {
      return null;
    }
    return switch (end.faults().getFirst().kind()) {
      case CONTROL_NUMBERS_DIFFER -> Refusal.NUMBERS_DIFFER;
      case COUNT_DIFFERS -> Refusal.COUNT_DIFFERS;
      default -> Refusal.CONTROL;
    };
  }

  /** Where it stands after the one that came last; null where numbers aren't numbers. */
  private @Nullable String sequence(Taken taken) {
    String text = taken.interchange().controlNumber();
    if (!text.matches("[0-9]{1,14}")) {
      return null;
    }
    long number = Long.parseLong(text);
    boolean next = number == taken.last() + 1 || (number == 1 && taken.last() == LARGEST);
    String sequence =
        taken.last() == 0 ? "first" : next ? "in_order" : number > taken.last() ? "gap" : "late";
    if (!sequence.equals("late")) {
      numbers.received(taken.agreement().partner(), taken.agreement().standard().word(), number);
    }
    return sequence;
  }
}
