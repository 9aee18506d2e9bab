package org.partnergateway.contracts.edi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an interchange is read as, one after the other. */
public sealed interface EdiPart {
  /** The interchange begins. */
  record InterchangeBegin(Interchange interchange) implements EdiPart {}

  /** A group begins; an EDIFACT interchange mostly has none. */
  record GroupBegin(Group group) implements EdiPart {}

  /**
   * A transaction, whole.
   *
   * @param tree what mappings read: interchange, group, transaction, and what the schema has; null
   *     when there is no schema for it
   * @param faults in the order in which they stand in it; empty when it keeps its schema
   * @param version of the type in EDIFACT, such as {@code D:96A:UN}; empty in X12, where groups
   *     have it
   * @param segments how many it has, header and trailer with them
   */
  record Transaction(
      String type,
      String version,
      String controlNumber,
      @Nullable ObjectNode tree,
      List<EdiFault> faults,
      int segments)
      implements EdiPart {
    /** Copies the list. */
    public Transaction {
      faults = List.copyOf(faults);
    }
  }

  /**
   * A group ends.
   *
   * @param transactions how many its trailer counts; -1 when that is no number
   */
  record GroupEnd(Group group, int transactions, List<EdiFault> faults) implements EdiPart {
    /** Copies the list. */
    public GroupEnd {
      faults = List.copyOf(faults);
    }
  }

  /**
   * A TA1 of an X12 interchange: what became of the envelope of one of ours.
   *
   * @param code A, E or R
   * @param note such as 025 for a number that came before
   */
  record Receipt(String controlNumber, String code, String note) implements EdiPart {}

  /** The interchange ends. */
  record InterchangeEnd(List<EdiFault> faults) implements EdiPart {
    /** Copies the list. */
    public InterchangeEnd {
      faults = List.copyOf(faults);
    }
  }

  /**
   * Who sends what to whom.
   *
   * @param date as it stands there, {@code YYMMDD} or {@code CCYYMMDD}
   * @param time {@code HHMM}
   * @param version ISA12, or the syntax and its version, such as {@code UNOC:3}
   * @param usage P in production, T for tests
   * @param acknowledgment whether the interchange is to be acknowledged by itself: TA1 or CONTRL
   */
  record Interchange(
      EdiStandard standard,
      Party sender,
      Party receiver,
      String date,
      String time,
      String controlNumber,
      String version,
      String usage,
      boolean acknowledgment) {}

  /**
   * @param qualifier what kind of id it is; empty for none
   */
  record Party(String qualifier, String id) {}

  /**
   * @param functionalId such as PO
   * @param version such as 005010
   */
  record Group(
      String functionalId,
      String sender,
      String receiver,
      String date,
      String time,
      String controlNumber,
      String version) {}
}
