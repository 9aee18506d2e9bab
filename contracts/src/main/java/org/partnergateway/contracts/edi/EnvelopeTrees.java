package org.partnergateway.contracts.edi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.edi.EdiPart.Group;
import org.partnergateway.contracts.edi.EdiPart.Interchange;
import org.partnergateway.contracts.edi.EdiPart.Party;

/** What mappings are told of the envelopes that a transaction came in. */
final class EnvelopeTrees {
  private EnvelopeTrees() {}

  static void put(
      ObjectNode root, Interchange interchange, @Nullable Group group, ControlSegment head) {
    ObjectNode outer = root.putObject("interchange");
    outer.put("standard", interchange.standard().word());
    party(outer.putObject("sender"), interchange.sender());
    party(outer.putObject("receiver"), interchange.receiver());
    outer.put("date", interchange.date());
    outer.put("time", interchange.time());
    outer.put("control_number", interchange.controlNumber());
    outer.put("usage", interchange.usage());
    if (group != null) {
      ObjectNode inner = root.putObject("group");
      inner.put("functional_id", group.functionalId());
      inner.put("sender", group.sender());
      inner.put("receiver", group.receiver());
      inner.put("date", group.date());
      inner.put("time", group.time());
      inner.put("control_number", group.controlNumber());
      inner.put("version", group.version());
    }
    root.putObject("transaction")
        .put("type", head.type())
        .put("control_number", head.transactionControlNumber());
  }

  private static void party(ObjectNode tree, Party party) {
    tree.put("qualifier", party.qualifier()).put("id", party.id());
  }
}
