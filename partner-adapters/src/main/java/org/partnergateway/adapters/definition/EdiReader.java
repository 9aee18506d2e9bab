package org.partnergateway.adapters.definition;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.partnergateway.adapters.definition.EdiDefinition.Agreement;
import org.partnergateway.adapters.definition.EdiDefinition.PartyText;
import org.partnergateway.adapters.definition.EdiDefinition.Transaction;
import org.partnergateway.contracts.edi.EdiDelimiters;
import org.partnergateway.contracts.edi.EdiFault;
import org.partnergateway.contracts.edi.EdiStandard;

/** Reads what an adapter file says about interchanges. */
final class EdiReader {
  private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofHours(24);

  private EdiReader() {}

  static EdiDefinition read(Fields edi, String partner) {
    Map<EdiStandard, Agreement> agreements = new EnumMap<>(EdiStandard.class);
    for (EdiStandard standard : EdiStandard.values()) {
      if (edi.has(standard.word())) {
        agreements.put(standard, agreement(standard, edi.in(standard.word()), partner));
      }
    }
    return new EdiDefinition(agreements);
  }

  private static Agreement agreement(EdiStandard standard, Fields said, String partner) {
    boolean x12 = standard == EdiStandard.X12;
    Set<EdiFault.Kind> tolerates = new HashSet<>();
    said.texts("tolerates")
        .forEach(word -> tolerates.add(EdiFault.Kind.valueOf(word.toUpperCase(Locale.ROOT))));
    return new Agreement(
        standard,
        party(said.in("ours"), x12),
        party(said.in("theirs"), x12),
        said.text("version", x12 ? "00501" : "UNOC:3"),
        said.text("release", ""),
        text(said, "usage", "P"),
        Charset.forName(said.text("charset", x12 ? "us-ascii" : "iso-8859-1")),
        delimiters(said.in("delimiters"), x12 ? EdiDelimiters.X12 : EdiDelimiters.EDIFACT),
        said.texts("channels"),
        said.text("file_name", partner),
        said.text("acknowledgement"),
        said.duration("acknowledged_within", ACKNOWLEDGED_WITHIN),
        tolerates);
  }

  private static PartyText party(Fields said, boolean x12) {
    return new PartyText(text(said, "qualifier", x12 ? "ZZ" : ""), text(said, "id", ""));
  }

  private static TextSource text(Fields fields, String name, String fallback) {
    return fields.has(name)
        ? TextSources.read(fields.node().path(name))
        : new TextSource.Fixed(fallback);
  }

  private static EdiDelimiters delimiters(Fields said, EdiDelimiters fallback) {
    return new EdiDelimiters(
        character(said, "element", fallback.element()),
        character(said, "component", fallback.component()),
        character(said, "repetition", fallback.repetition()),
        character(said, "segment", fallback.segment()),
        fallback.release());
  }

  private static char character(Fields said, String name, char fallback) {
    return said.has(name) ? said.text(name).charAt(0) : fallback;
  }

  static Transaction transaction(Fields said) {
    return new Transaction(
        said.text("transaction"),
        said.text("contract"),
        said.text("functional_id", ""),
        said.text("release", ""));
  }
}
