package org.partnergateway.routes.edi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.edi.BrokenInterchangeException;
import org.partnergateway.contracts.edi.EdiPart;
import org.partnergateway.contracts.edi.EdiPart.Group;
import org.partnergateway.contracts.edi.EdiStandard;
import org.partnergateway.contracts.edi.InterchangeReader;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.edi.InterchangeTaking.Taken;
import org.partnergateway.routes.inbound.InboxWorker;
import org.partnergateway.routes.store.edi.InterchangeStatus;
import org.partnergateway.routes.store.edi.Interchanges;
import org.partnergateway.routes.store.edi.StoredInterchange;
import org.partnergateway.routes.store.inbox.InboundMessage;
import org.partnergateway.routes.store.inbox.Inbox;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes what is in an interchange: one transaction at a time is held to its contract, and what
 * keeps it goes into the inbox. Of a group that is rejected as a whole nothing stays.
 */
public final class GroupTaking {
  private final Interchanges interchanges;
  private final Inbox inbox;
  private final InboxWorker worker;
  private final InterchangeAnswers answers;
  private final PartnerAcknowledgements acknowledgements;
  private final TransactionTemplate nested;

  /**
   * @param nested makes a savepoint
   */
  public GroupTaking(
      Interchanges interchanges,
      Inbox inbox,
      InboxWorker worker,
      InterchangeAnswers answers,
      PartnerAcknowledgements acknowledgements,
      TransactionTemplate nested) {
    this.interchanges = interchanges;
    this.inbox = inbox;
    this.worker = worker;
    this.answers = answers;
    this.acknowledgements = acknowledgements;
    this.nested = nested;
  }

  /** What became of the transactions, and the end of the interchange. */
  record Result(InterchangeStatus status, EdiPart.InterchangeEnd end) {}

  /** What is known of the group that is being read. */
  private static final class Course {
    private final Taken taken;
    private final List<InterchangeStatus> statuses = new ArrayList<>();
    private final List<Judged> all = new ArrayList<>();
    private int position;
    private EdiPart.@Nullable InterchangeEnd end;

    Course(Taken taken) {
      this.taken = taken;
    }
  }

  /** Undoes a group. */
  @SuppressWarnings("serial")
  private static final class Undone extends RuntimeException {
    private final transient EdiPart.GroupEnd end;
    private final transient List<Judged> judged;

    Undone(EdiPart.GroupEnd end, List<Judged> judged) {
      super(null, null, false, false);
      this.end = end;
      this.judged = judged;
    }
  }

  /** Breaks a savepoint off. */
  @SuppressWarnings("serial")
  private static final class Unreadable extends RuntimeException {
    private final BrokenInterchangeException reason;

    Unreadable(BrokenInterchangeException reason) {
      super(reason);
      this.reason = reason;
    }
  }

  Result take(Taken taken, InterchangeReader reader) throws BrokenInterchangeException {
    Course course = new Course(taken);
    List<Judged> outside = new ArrayList<>();
    Set<String> numbers = new HashSet<>();
    while (course.end == null) {
      EdiPart part = Objects.requireNonNull(reader.next(), "an interchange has an end");
      switch (part) {
        case EdiPart.GroupBegin begin -> group(course, begin.group(), reader);
        case EdiPart.Transaction transaction ->
            outside.add(transaction(course, null, transaction, numbers));
        case EdiPart.Receipt receipt -> acknowledgements.receipt(taken.agreement(), receipt);
        case EdiPart.InterchangeEnd end -> course.end = end;
        default -> throw new IllegalStateException("a part where none can be: " + part);
      }
    }
    record(course, null, outside);
    afterCommit(worker::wake);
    course.all.addAll(outside);
    answers.accept(taken.agreement(), taken.interchange(), course.all, taken.id());
    return new Result(
        course.statuses.isEmpty()
            ? InterchangeStatus.ACCEPTED
            : InterchangeStatus.of(course.statuses),
        course.end);
  }

  private static void afterCommit(Runnable action) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            action.run();
          }
        });
  }

  private void group(Course course, Group group, InterchangeReader reader)
      throws BrokenInterchangeException {
    int counted;
    List<Judged> judged;
    EdiPart.GroupEnd end;
    try {
      List<Judged> kept = new ArrayList<>();
      end = Objects.requireNonNull(nested.execute(status -> read(course, group, reader, kept)));
      judged = kept;
    } catch (Undone undone) {
      end = undone.end;
      judged = undone.judged.stream().map(Judged::rejected).toList();
    } catch (Unreadable e) {
      throw e.reason;
    }
    counted = end.transactions();
    record(course, group, judged);
    course.all.addAll(judged);
    boolean isAcknowledgement = group.functionalId().equals("FA");
    if (course.taken.agreement().standard() == EdiStandard.X12 && !isAcknowledgement) {
      answers.acknowledge(
          course.taken.agreement(),
          FunctionalAcknowledgment.of(
              group, counted, problems(course.taken.agreement(), end), judged),
          course.taken.id());
    }
  }

  /** Why all of the group is rejected, as AK905 has it; empty when it isn't. */
  private static List<String> problems(EdiAgreement agreement, EdiPart.GroupEnd end) {
    List<String> codes = new ArrayList<>();
    if (!end.group().version().startsWith(agreement.release())) {
      codes.add("2");
    }
    end.faults()
        .forEach(
            fault -> {
              String code =
                  switch (fault.kind()) {
                    case COUNT_DIFFERS -> "5";
                    case CONTROL_NUMBERS_DIFFER -> "4";
                    default -> "6";
                  };
              if (!codes.contains(code)) {
                codes.add(code);
              }
            });
    return codes;
  }

  private EdiPart.GroupEnd read(
      Course course, Group group, InterchangeReader reader, List<Judged> judged) {
    Set<String> numbers = new HashSet<>();
    try {
      for (EdiPart part = reader.next(); part != null; part = reader.next()) {
        if (part instanceof EdiPart.Transaction transaction) {
          judged.add(transaction(course, group, transaction, numbers));
        } else if (part instanceof EdiPart.GroupEnd end) {
          if (!problems(course.taken.agreement(), end).isEmpty()) {
            throw new Undone(end, judged);
          }
          return end;
        }
      }
    } catch (BrokenInterchangeException e) {
      throw new Unreadable(e);
    }
    throw new IllegalStateException("a group has an end");
  }

  private Judged transaction(
      Course course, @Nullable Group group, EdiPart.Transaction read, Set<String> numbers) {
    EdiAgreement agreement = course.taken.agreement();
    Judged judged = Judged.of(read, agreement, !numbers.add(read.controlNumber()));
    ObjectNode tree = read.tree();
    EdiAgreement.Message message = agreement.messages().get(read.type());
    if (judged.status().isAccepted() && tree != null) {
      if (message == null) {
        acknowledgements.settle(agreement, tree);
      } else {
        inbox.storeAll(
            List.of(message(course.taken, message, group, read, agreement.cards().apply(tree))),
            null);
      }
    }
    return judged;
  }

  private static InboundMessage message(
      Taken taken,
      EdiAgreement.Message message,
      @Nullable Group group,
      EdiPart.Transaction read,
      JsonNode tree) {
    return new InboundMessage(
        taken.agreement().partner(),
        message.name(),
        messageId(taken, group, read.controlNumber()),
        StrictJson.nodes().objectNode(),
        StrictJson.write(tree),
        taken.origin().file().receivedAt());
  }

  private static String messageId(Taken taken, @Nullable Group group, String controlNumber) {
    String outer =
        "%s/%s/%s"
            .formatted(
                taken.agreement().standard().word(),
                EdiAgreement.text(taken.interchange().sender()),
                taken.interchange().controlNumber());
    return group == null
        ? outer + "/" + controlNumber
        : outer + "/" + group.controlNumber() + "/" + controlNumber;
  }

  private void record(Course course, @Nullable Group group, List<Judged> judged) {
    for (Judged one : judged) {
      EdiAgreement.Message message = course.taken.agreement().messages().get(one.type());
      boolean kept = one.status().isAccepted() && message != null;
      course.statuses.add(one.status());
      course.position++;
      interchanges.add(
          course.taken.id(),
          new StoredInterchange.Transaction(
              course.position,
              group == null ? "" : group.functionalId(),
              group == null ? "" : group.controlNumber(),
              one.type(),
              one.controlNumber(),
              one.status(),
              faults(one),
              message == null ? null : message.name(),
              kept ? messageId(course.taken, group, one.controlNumber()) : null,
              null));
    }
  }

  private static ArrayNode faults(Judged judged) {
    if (!judged.faults().isEmpty()) {
      return FaultTrees.of(judged.faults());
    }
    return switch (judged.code()) {
      case Judged.NOT_SUPPORTED ->
          FaultTrees.of("not_supported", "nothing says what becomes of a " + judged.type());
      case Judged.NOT_UNIQUE ->
          FaultTrees.of("not_unique", "its control number is in the same group already");
      default ->
          judged.status().isAccepted()
              ? StrictJson.nodes().arrayNode()
              : FaultTrees.of("group_rejected", "all of its group is rejected");
    };
  }
}
