package org.partnergateway.routes.edi;

import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.Channel;
import org.partnergateway.adapters.definition.EdiDefinition.Agreement;
import org.partnergateway.adapters.definition.EdiDefinition.PartyText;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.TextSource;
import org.partnergateway.adapters.definition.TextSources;
import org.partnergateway.contracts.cards.CardMask;
import org.partnergateway.contracts.edi.EdiContract;
import org.partnergateway.contracts.edi.EdiFault;
import org.partnergateway.contracts.edi.EdiPart.Group;
import org.partnergateway.contracts.edi.EdiPart.Interchange;
import org.partnergateway.contracts.edi.EdiPart.Party;
import org.partnergateway.contracts.edi.EdiStandard;
import org.partnergateway.contracts.edi.InterchangeWriter;

/**
 * What is agreed with a partner for one standard, as the operator has it.
 *
 * @param messages what may come, by the type of its transaction
 * @param cards masks what must not be kept
 */
record EdiAgreement(
    String partner,
    EdiStandard standard,
    Party ours,
    Party theirs,
    String version,
    String release,
    String usage,
    Charset charset,
    String channel,
    String fileName,
    EdiContract acknowledgement,
    Duration acknowledgedWithin,
    Set<EdiFault.Kind> tolerates,
    InterchangeWriter writer,
    Map<String, Message> messages,
    CardMask cards) {
  private static final DateTimeFormatter SHORT_DATE = format("yyMMdd");
  private static final DateTimeFormatter DATE = format("yyyyMMdd");
  private static final DateTimeFormatter TIME = format("HHmm");

  /**
   * @param name in the adapter file
   */
  record Message(String name, EdiContract contract) {}

  static EdiAgreement of(
      Partner partner,
      Agreement agreed,
      EdiContract acknowledgement,
      Map<String, Message> messages) {
    return new EdiAgreement(
        partner.id(),
        agreed.standard(),
        party(partner, agreed.ours()),
        party(partner, agreed.theirs()),
        agreed.version(),
        agreed.release(),
        text(partner, agreed.usage()),
        agreed.charset(),
        channel(partner, agreed),
        agreed.fileName(),
        acknowledgement,
        agreed.acknowledgedWithin(),
        agreed.tolerates(),
        new InterchangeWriter(agreed.delimiters(), agreed.charset()),
        Map.copyOf(messages),
        partner.definition().cards());
  }

  /** Where none is in use nothing comes either; what is sent then fails with the name. */
  private static String channel(Partner partner, Agreement agreed) {
    Set<String> inUse = Channel.of(partner).keySet();
    return agreed.channels().stream()
        .filter(inUse::contains)
        .findFirst()
        .orElse(agreed.channels().getFirst());
  }

  private static Party party(Partner partner, PartyText said) {
    return new Party(text(partner, said.qualifier()), text(partner, said.id()));
  }

  private static String text(Partner partner, TextSource source) {
    return Objects.requireNonNull(TextSources.known(source, partner), "a text of the operator's");
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
  }

  /** What the reader holds a transaction to; null for what doesn't come from this partner. */
  @Nullable EdiContract contract(String type) {
    if (type.equals(acknowledgementType())) {
      return acknowledgement;
    }
    Message message = messages.get(type);
    return message == null ? null : message.contract();
  }

  /** 997 or CONTRL. */
  String acknowledgementType() {
    return standard == EdiStandard.X12 ? "997" : "CONTRL";
  }

  /** The envelope of what we send; times are UTC. */
  Interchange interchange(long number, Instant now) {
    boolean x12 = standard == EdiStandard.X12;
    return new Interchange(
        standard,
        ours,
        theirs,
        SHORT_DATE.format(now),
        TIME.format(now),
        x12 ? "%09d".formatted(number) : String.valueOf(number),
        version,
        usage,
        false);
  }

  Group group(String functionalId, long number, String groupRelease, Instant now) {
    return new Group(
        functionalId,
        ours.id(),
        theirs.id(),
        DATE.format(now),
        TIME.format(now),
        String.valueOf(number),
        groupRelease);
  }

  /** As it is kept. */
  static String text(Party party) {
    return party.qualifier().isEmpty() ? party.id() : party.qualifier() + ":" + party.id();
  }
}
