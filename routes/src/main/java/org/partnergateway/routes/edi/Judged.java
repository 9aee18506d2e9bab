package org.partnergateway.routes.edi;

import java.util.List;
import org.partnergateway.contracts.edi.EdiFault;
import org.partnergateway.contracts.edi.EdiPart;
import org.partnergateway.routes.store.edi.InterchangeStatus;

/**
 * What became of a transaction that came.
 *
 * @param version of the type, in EDIFACT
 * @param code why it was rejected as a whole, as AK502 has it; empty for none
 */
record Judged(
    String type,
    String version,
    String controlNumber,
    InterchangeStatus status,
    String code,
    List<EdiFault> faults) {
  /** No such transaction comes from this partner. */
  static final String NOT_SUPPORTED = "1";

  static final String NUMBERS_DIFFER = "3";
  static final String COUNT_DIFFERS = "4";
  static final String SEGMENTS_IN_ERROR = "5";

  /** The number was in the same group before. */
  static final String NOT_UNIQUE = "23";

  static Judged of(EdiPart.Transaction read, EdiAgreement agreement, boolean again) {
    boolean tolerable =
        read.faults().stream().allMatch(fault -> agreement.tolerates().contains(fault.kind()));
    String code = read.tree() == null ? NOT_SUPPORTED : again ? NOT_UNIQUE : code(read.faults());
    boolean rejected = read.tree() == null || again || !tolerable;
    InterchangeStatus status =
        rejected
            ? InterchangeStatus.REJECTED
            : read.faults().isEmpty()
                ? InterchangeStatus.ACCEPTED
                : InterchangeStatus.ACCEPTED_WITH_ERRORS;
    return new Judged(
        read.type(), read.version(), read.controlNumber(), status, code, read.faults());
  }

  private static String code(List<EdiFault> faults) {
    for (EdiFault fault : faults) {
      if (fault.kind() == EdiFault.Kind.CONTROL_NUMBERS_DIFFER) {
        return NUMBERS_DIFFER;
      }
      if (fault.kind() == EdiFault.Kind.COUNT_DIFFERS) {
        return COUNT_DIFFERS;
      }
    }
    return faults.isEmpty() ? "" : SEGMENTS_IN_ERROR;
  }

  /** The same, since all of its group is rejected. */
  Judged rejected() {
    return new Judged(type, version, controlNumber, InterchangeStatus.REJECTED, code, faults);
  }
}
