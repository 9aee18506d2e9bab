package org.partnergateway.contracts.edi;

import java.util.List;
import org.partnergateway.contracts.edi.EdiPart.Group;
import org.partnergateway.contracts.edi.EdiPart.Interchange;
import org.partnergateway.contracts.edi.EdiPart.Party;

/** What goes around transactions. */
final class Envelopes {
  private Envelopes() {}

  static String x12(
      Interchange interchange,
      Group group,
      EdiDelimiters delimiters,
      String type,
      String number,
      TransactionBody body) {
    SegmentText begin = new SegmentText(delimiters);
    isa(begin, interchange, delimiters);
    begin.segment(
        "GS",
        List.of(
            group.functionalId(),
            group.sender(),
            group.receiver(),
            group.date(),
            group.time(),
            group.controlNumber(),
            "X",
            group.version()));
    begin.segment("ST", List.of(type, number));
    SegmentText end = new SegmentText(delimiters);
    end.segment("SE", List.of(String.valueOf(body.segments() + 2), number));
    end.segment("GE", List.of("1", group.controlNumber()));
    end.segment("IEA", List.of("1", interchange.controlNumber()));
    return begin + body.text() + end;
  }

  static String ta1(
      Interchange interchange,
      EdiDelimiters delimiters,
      Interchange received,
      String code,
      String note) {
    SegmentText text = new SegmentText(delimiters);
    isa(text, interchange, delimiters);
    text.segment(
        "TA1", List.of(received.controlNumber(), received.date(), received.time(), code, note));
    text.segment("IEA", List.of("0", interchange.controlNumber()));
    return text.toString();
  }

  private static void isa(SegmentText text, Interchange interchange, EdiDelimiters delimiters) {
    text.segment(
        "ISA",
        List.of(
            "00",
            " ".repeat(10),
            "00",
            " ".repeat(10),
            interchange.sender().qualifier(),
            padded(interchange.sender().id()),
            interchange.receiver().qualifier(),
            padded(interchange.receiver().id()),
            interchange.date(),
            interchange.time(),
            String.valueOf(delimiters.repetition()),
            interchange.version(),
            interchange.controlNumber(),
            interchange.acknowledgment() ? "1" : "0",
            interchange.usage(),
            String.valueOf(delimiters.component())));
  }

  private static String padded(String id) {
    return id + " ".repeat(Math.max(0, 15 - id.length()));
  }

  static String edifact(
      Interchange interchange,
      EdiDelimiters delimiters,
      String type,
      String version,
      String number,
      TransactionBody body) {
    SegmentText begin = new SegmentText(delimiters);
    String syntax = interchange.version().replace(':', delimiters.component());
    begin.segment(
        "UNB",
        List.of(
            syntax,
            party(begin, interchange.sender(), delimiters),
            party(begin, interchange.receiver(), delimiters),
            interchange.date() + delimiters.component() + interchange.time(),
            interchange.controlNumber(),
            "",
            "",
            "",
            interchange.acknowledgment() ? "1" : "",
            "",
            interchange.usage().equals("T") ? "1" : ""));
    begin.segment(
        "UNH",
        List.of(
            number, type + delimiters.component() + version.replace(':', delimiters.component())));
    SegmentText end = new SegmentText(delimiters);
    end.segment("UNT", List.of(String.valueOf(body.segments() + 2), number));
    end.segment("UNZ", List.of("1", interchange.controlNumber()));
    return begin + body.text() + end;
  }

  private static String party(SegmentText text, Party party, EdiDelimiters delimiters) {
    return SegmentText.join(
        List.of(text.escaped(party.id()), party.qualifier()), delimiters.component());
  }
}
