package org.partnergateway.tests.simulators.edi;

import java.util.ArrayList;
import java.util.List;
import org.partnergateway.contracts.edi.EdiFault;
import org.partnergateway.contracts.edi.EdiPart.Group;
import org.partnergateway.contracts.edi.EdiPart.Transaction;

/** What the retailer says of a group of transactions, in a 997. */
final class Judgement {
  /** A segment some of whose elements are at fault. */
  private static final String BROKEN = "8";

  private final Group group;
  private final List<String> segments = new ArrayList<>();
  private String type = "";
  private int transactions;
  private int accepted;

  Judgement(Group group) {
    this.group = group;
  }

  /**
   * @param taken whether it took effect; what keeps its schema may still be about nothing that was
   *     ordered
   */
  void add(Transaction transaction, boolean taken) {
    type = transaction.type();
    transactions++;
    segments.add("AK2*%s*%s".formatted(type, transaction.controlNumber()));
    for (EdiFault fault : transaction.faults()) {
      boolean element = fault.element() > 0;
      String code = fault.kind().x12();
      segments.add(
          "AK3*%s*%d**%s".formatted(fault.tag(), fault.segment(), element ? BROKEN : code));
      if (element) {
        segments.add("AK4*%d**%s".formatted(fault.element(), code));
      }
    }
    segments.add(taken ? "AK5*A" : "AK5*R*5");
    accepted += taken ? 1 : 0;
  }

  boolean isOf(String transaction) {
    return type.equals(transaction);
  }

  /** Type and segments, as {@link X12Text} takes them. */
  List<String> acknowledgement() {
    List<String> all = new ArrayList<>();
    all.add("997");
    all.add("AK1*%s*%s*%s".formatted(group.functionalId(), group.controlNumber(), group.version()));
    all.addAll(segments);
    String code = accepted == transactions ? "A" : accepted == 0 ? "R" : "P";
    all.add("AK9*%s*%d*%d*%d".formatted(code, transactions, transactions, accepted));
    return all;
  }
}
