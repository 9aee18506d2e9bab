package org.partnergateway.contracts.edi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.partnergateway.contracts.edi.EdiPart.Group;
import org.partnergateway.contracts.edi.EdiPart.Interchange;
import org.partnergateway.contracts.edi.EdiPart.Party;

/** A header or trailer as it is read: its elements by position, as {@code 6} or {@code 2-1}. */
final class ControlSegment {
  private final String tag;
  private final Map<String, String> values = new HashMap<>();

  ControlSegment(String tag) {
    this.tag = tag;
  }

  String tag() {
    return tag;
  }

  /**
   * @param component from 1; less where the element is simple
   */
  void element(int position, int component, String text) {
    values.put(component < 1 ? String.valueOf(position) : position + "-" + component, text.strip());
    if (component == 1) {
      values.put(String.valueOf(position), text.strip());
    }
  }

  String at(String position) {
    return values.getOrDefault(position, "");
  }

  /** A count; -1 when it is none. */
  int count(String position) {
    try {
      return Integer.parseInt(at(position));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  Interchange interchange() {
    return tag.equals("ISA")
        ? new Interchange(
            EdiStandard.X12,
            new Party(at("5"), at("6")),
            new Party(at("7"), at("8")),
            at("9"),
            at("10"),
            at("13"),
            at("12"),
            at("15"),
            at("14").equals("1"))
        : new Interchange(
            EdiStandard.EDIFACT,
            new Party(at("2-2"), at("2")),
            new Party(at("3-2"), at("3")),
            at("4"),
            at("4-2"),
            at("5"),
            at("1") + ":" + at("1-2"),
            at("11").equals("1") ? "T" : "P",
            at("9").equals("1"));
  }

  Group group() {
    return tag.equals("GS")
        ? new Group(at("1"), at("2"), at("3"), at("4"), at("5"), at("6"), at("8"))
        : new Group(at("1"), at("2"), at("3"), at("4"), at("4-2"), at("5"), at("7"));
  }

  /** Of a transaction: 850, ORDERS. */
  String type() {
    return tag.equals("ST") ? at("1") : at("2");
  }

  /** Of the type; empty in X12. */
  String version() {
    return tag.equals("ST")
        ? ""
        : SegmentText.join(List.of(at("2-2"), at("2-3"), at("2-4"), at("2-5")), ':');
  }

  EdiPart.Receipt receipt() {
    return new EdiPart.Receipt(at("1"), at("4"), at("5"));
  }

  String transactionControlNumber() {
    return tag.equals("ST") ? at("2") : at("1");
  }
}
