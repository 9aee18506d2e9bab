package org.partnergateway.tests.benchmark.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.partnergateway.contracts.definitions.DefinitionTree;
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
import org.partnergateway.contracts.json.StrictJson;

/**
 * The gateway's own way from an 850 to a canonical order: read under its schema, the tree, the
 * mapping, the canonical schema, writing.
 */
final class GatewayPurchaseOrder {
  private static final String TYPE = "850";
  private static final String RELEASE = "005010";

  private final EdiContract contract;
  private final CanonicalOrders orders;
  private final ObjectNode goldenInput;

  /**
   * @param tree the definitions
   * @param goldenInput of a golden case, for all but the transaction
   */
  GatewayPurchaseOrder(DefinitionTree tree, ObjectNode goldenInput) {
    this.contract = EdiContract.read(tree, "contracts/partners/edi-retailer/850.edi.xml");
    this.orders =
        new CanonicalOrders(
            tree, "transformations/partners/edi-retailer/purchase-order.message.jslt");
    this.goldenInput = goldenInput;
  }

  /** An interchange of one 850 with so many lines, each like one of the golden case's. */
  byte[] interchange(int lines) {
    ObjectNode body = goldenInput.path("body").deepCopy();
    body.remove(List.of("interchange", "group", "transaction"));
    ArrayNode few = (ArrayNode) body.path("lines");
    ArrayNode many = StrictJson.nodes().arrayNode();
    for (int i = 0; i < lines; i++) {
      ObjectNode line = few.get(i % few.size()).deepCopy();
      ((ObjectNode) line.path("PO1")).put("PO101", String.valueOf(i + 1));
      many.add(line);
    }
    body.set("lines", many);
    ((ObjectNode) body.at("/totals/CTT")).put("CTT01", String.valueOf(lines));
    Interchange interchange =
        new Interchange(
            EdiStandard.X12,
            new Party("ZZ", "RETAILER"),
            new Party("ZZ", "MERCHANT"),
            "261120",
            "0930",
            "000000042",
            "00501",
            "P",
            false);
    Group group = new Group("PO", "RETAILER", "MERCHANT", "20261120", "0930", "42", RELEASE);
    return new InterchangeWriter(EdiDelimiters.X12, UTF_8)
        .write(interchange, group, contract, TYPE, RELEASE, body);
  }

  byte[] map(byte[] interchange) {
    ObjectNode input = StrictJson.nodes().objectNode();
    input.setAll(goldenInput);
    input.set("body", read(interchange));
    return orders.of(input);
  }

  private JsonNode read(byte[] interchange) {
    try (InterchangeReader reader =
        new InterchangeReader(new ByteArrayInputStream(interchange), UTF_8, type -> contract)) {
      JsonNode tree = null;
      for (EdiPart part = reader.next(); part != null; part = reader.next()) {
        if (part instanceof EdiPart.Transaction transaction) {
          if (!transaction.faults().isEmpty()) {
            throw new IllegalStateException("no 850: " + transaction.faults());
          }
          tree = transaction.tree();
        }
      }
      if (tree == null) {
        throw new IllegalStateException("no transaction in it");
      }
      return tree;
    } catch (BrokenInterchangeException e) {
      throw new IllegalStateException(e);
    }
  }
}
