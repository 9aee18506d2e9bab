package org.partnergateway.routes.edi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.edi.StoredInterchange;

/** Interchanges as callers see them. */
public final class InterchangeDocuments {
  private InterchangeDocuments() {}

  /** Without what is in it. */
  public static ObjectNode of(StoredInterchange one) {
    ObjectNode tree = StrictJson.nodes().objectNode();
    tree.put("id", one.id());
    tree.put("direction", one.incoming() ? "in" : "out");
    tree.put("partner", one.partner());
    tree.put("standard", one.standard());
    tree.put("sender", one.sender());
    tree.put("receiver", one.receiver());
    tree.put("control_number", one.controlNumber());
    tree.put("usage", one.usage().equals("T") ? "test" : "production");
    tree.put("status", one.status().word());
    put(tree, "sequence", one.sequence());
    put(tree, "reason", one.reason());
    put(tree, "file_id", one.fileId());
    put(tree, "file_name", one.fileName());
    put(tree, "acknowledges", one.acknowledges());
    tree.put("created_at", one.createdAt().toString());
    if (one.acknowledgedAt() != null) {
      tree.put("acknowledged_at", one.acknowledgedAt().toString());
    }
    return tree;
  }

  /** With its transactions and answers. */
  public static ObjectNode of(StoredInterchange.Whole whole) {
    ObjectNode tree = of(whole.interchange());
    if (!whole.interchange().faults().isEmpty()) {
      tree.set("faults", whole.interchange().faults());
    }
    ArrayNode transactions = tree.putArray("transactions");
    whole.transactions().forEach(one -> transactions.add(of(one)));
    ArrayNode answers = tree.putArray("answered_by");
    whole.answers().forEach(answers::add);
    return tree;
  }

  private static ObjectNode of(StoredInterchange.Transaction one) {
    ObjectNode tree = StrictJson.nodes().objectNode();
    tree.put("type", one.type());
    tree.put("control_number", one.controlNumber());
    if (!one.groupControlNumber().isEmpty()) {
      tree.put("functional_id", one.functionalId());
      tree.put("group_control_number", one.groupControlNumber());
    }
    tree.put("status", one.status().word());
    if (!one.faults().isEmpty()) {
      tree.set("faults", one.faults());
    }
    put(tree, "message", one.message());
    put(tree, "message_id", one.messageId());
    put(tree, "operation_id", one.operationId());
    return tree;
  }

  private static void put(ObjectNode tree, String name, @Nullable String value) {
    if (value != null) {
      tree.put(name, value);
    }
  }
}
