package org.partnergateway.tests.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.contracts.edi.BrokenInterchangeException;
import org.partnergateway.contracts.edi.EdiContract;
import org.partnergateway.contracts.edi.EdiDelimiters;
import org.partnergateway.contracts.edi.EdiPart;
import org.partnergateway.contracts.edi.EdiPart.Group;
import org.partnergateway.contracts.edi.EdiPart.Interchange;
import org.partnergateway.contracts.edi.EdiPart.Party;
import org.partnergateway.contracts.edi.EdiStandard;
import org.partnergateway.contracts.edi.InterchangeReader;
import org.partnergateway.contracts.edi.InterchangeWriter;
import org.partnergateway.contracts.schema.Violation;

/** Holds trees against the schema of their transaction: written, and read again as they were. */
final class TransactionCheck {
  private static final List<String> ENVELOPES = List.of("interchange", "group", "transaction");

  private final EdiContract contract;
  private final String type;
  private final EdiStandard standard;
  private final Charset charset;
  private final InterchangeWriter writer;

  /**
   * @param said what the adapter file says of the operation or message
   */
  TransactionCheck(Definitions definitions, GoldenCase row, JsonNode said) {
    this.contract = definitions.transaction(row.partner(), said.path("contract").asText());
    this.type = said.path("transaction").asText();
    this.standard = Character.isDigit(type.charAt(0)) ? EdiStandard.X12 : EdiStandard.EDIFACT;
    JsonNode agreed = definitions.adapter(row.partner()).path("edi").path(standard.word());
    this.charset = Charset.forName(agreed.path("charset").asText("us-ascii"));
    this.writer =
        new InterchangeWriter(
            standard == EdiStandard.X12 ? EdiDelimiters.X12 : EdiDelimiters.EDIFACT, charset);
  }

  /** What is wrong with what is sent, or with what is said to have come. */
  List<String> problems(JsonNode tree) {
    ObjectNode body = tree.deepCopy();
    body.remove(ENVELOPES);
    List<String> problems = new ArrayList<>();
    for (Violation violation : writer.check(contract, standard, type, version(), body)) {
      problems.add("breaks the partner's contract: " + violation);
    }
    if (problems.isEmpty()) {
      for (String difference : JsonDiff.between(body, readAgain(body))) {
        problems.add("written and read again, differs: " + difference);
      }
    }
    return problems;
  }

  private String version() {
    return standard == EdiStandard.X12 ? "005010" : "D:96A:UN";
  }

  private JsonNode readAgain(ObjectNode body) {
    boolean x12 = standard == EdiStandard.X12;
    Party us = new Party(x12 ? "ZZ" : "14", "US");
    Interchange interchange =
        new Interchange(
            standard, us, us, "260101", "0000", "000000001", x12 ? "00501" : "UNOC:3", "T", false);
    Group group = x12 ? new Group("PO", "US", "US", "20260101", "0000", "1", version()) : null;
    byte[] written = writer.write(interchange, group, contract, type, version(), body);
    try (InterchangeReader reader =
        new InterchangeReader(new ByteArrayInputStream(written), charset, name -> contract)) {
      for (EdiPart part = reader.next(); part != null; part = reader.next()) {
        if (part instanceof EdiPart.Transaction transaction && transaction.tree() != null) {
          return transaction.tree().without(ENVELOPES);
        }
      }
    } catch (BrokenInterchangeException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("nothing came back");
  }
}
