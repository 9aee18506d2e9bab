package org.partnergateway.contracts.edi;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.edi.EdiPart.Group;
import org.partnergateway.contracts.edi.EdiPart.Interchange;
import org.partnergateway.contracts.edi.EdiPart.Party;
import org.partnergateway.contracts.json.JsonPointers;
import org.partnergateway.contracts.schema.Violation;

/**
 * Writes interchanges of one transaction. What is written is read again by its schema before it may
 * leave, so that nobody gets from us what we would refuse.
 */
public final class InterchangeWriter {
  /** Of the one transaction in an interchange that we write. */
  public static final String TRANSACTION_NUMBER = "0001";

  private static final Interchange X12 =
      new Interchange(
          EdiStandard.X12,
          new Party("ZZ", "US"),
          new Party("ZZ", "THEM"),
          "260101",
          "0000",
          "000000001",
          "00501",
          "T",
          false);
  private static final Interchange EDIFACT =
      new Interchange(
          EdiStandard.EDIFACT,
          new Party("", "US"),
          new Party("", "THEM"),
          "260101",
          "0000",
          "1",
          "UNOC:3",
          "T",
          false);

  private final EdiDelimiters delimiters;
  private final Charset charset;

  public InterchangeWriter(EdiDelimiters delimiters, Charset charset) {
    this.delimiters = delimiters;
    this.charset = charset;
  }

  /**
   * What is wrong with a transaction's tree; empty when it may be sent.
   *
   * @param version of the type: {@code 005010}, or {@code D:96A:UN}
   */
  public List<Violation> check(
      EdiContract contract, EdiStandard standard, String type, String version, JsonNode tree) {
    List<Violation> violations = new ArrayList<>();
    TransactionBody body = body(contract, tree, violations);
    if (!violations.isEmpty()) {
      return violations;
    }
    Interchange trial = standard == EdiStandard.X12 ? X12 : EDIFACT;
    Group group =
        standard == EdiStandard.X12
            ? new Group("PO", "US", "THEM", "20260101", "0000", "1", version)
            : null;
    byte[] written = assemble(trial, group, type, version, body);
    try (InterchangeReader reader =
        new InterchangeReader(new ByteArrayInputStream(written), charset, name -> contract)) {
      for (EdiPart part = reader.next(); part != null; part = reader.next()) {
        if (part instanceof EdiPart.Transaction transaction) {
          transaction.faults().forEach(fault -> violations.add(violation(fault, body)));
        }
      }
    } catch (BrokenInterchangeException e) {
      violations.add(new Violation("", "syntax", String.valueOf(e.getMessage())));
    }
    return violations;
  }

  private static Violation violation(EdiFault fault, TransactionBody body) {
    int segment = fault.segment() - 2;
    String pointer = segment >= 0 && segment < body.segments() ? body.pointers().get(segment) : "";
    if (fault.kind().level() == EdiFault.Level.SEGMENT) {
      String missing = fault.kind() == EdiFault.Kind.MISSING_SEGMENT ? "" : pointer;
      return new Violation(missing, fault.kind().word(), fault.tag() + " " + fault.kind().words());
    }
    String name = fault.tag() + (fault.element() < 10 ? "0" : "") + fault.element();
    String value = fault.value() == null ? "" : ": " + fault.value();
    return new Violation(
        JsonPointers.append(pointer, name), fault.kind().word(), fault.kind().words() + value);
  }

  /**
   * One interchange with one transaction.
   *
   * @param group null where there is none, as in EDIFACT
   * @param version of the type: {@code 005010}, or {@code D:96A:UN}
   * @throws IllegalArgumentException when the tree has not passed {@link #check}
   */
  public byte[] write(
      Interchange interchange,
      @Nullable Group group,
      EdiContract contract,
      String type,
      String version,
      JsonNode tree) {
    List<Violation> violations = new ArrayList<>();
    TransactionBody body = body(contract, tree, violations);
    if (!violations.isEmpty()) {
      throw new IllegalArgumentException(violations.toString());
    }
    return assemble(interchange, group, type, version, body);
  }

  private TransactionBody body(EdiContract contract, JsonNode tree, List<Violation> violations) {
    return new BodyWriter(delimiters, charset.newEncoder(), violations)
        .write(contract.shape(), tree);
  }

  private byte[] assemble(
      Interchange interchange,
      @Nullable Group group,
      String type,
      String version,
      TransactionBody body) {
    String text =
        interchange.standard() == EdiStandard.X12 && group != null
            ? Envelopes.x12(interchange, group, delimiters, type, TRANSACTION_NUMBER, body)
            : Envelopes.edifact(interchange, delimiters, type, version, TRANSACTION_NUMBER, body);
    return text.getBytes(charset);
  }

  /**
   * An interchange of a TA1 alone, which says what became of another one's envelope.
   *
   * @param code A, E or R
   * @param note such as 025 for a number that came before
   */
  public byte[] ta1(Interchange interchange, Interchange received, String code, String note) {
    return Envelopes.ta1(interchange, delimiters, received, code, note).getBytes(charset);
  }
}
