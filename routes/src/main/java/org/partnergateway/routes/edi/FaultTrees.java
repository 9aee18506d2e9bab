package org.partnergateway.routes.edi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import org.partnergateway.contracts.edi.EdiFault;
import org.partnergateway.contracts.json.StrictJson;

/** Faults as they are kept and shown. */
final class FaultTrees {
  private FaultTrees() {}

  static ArrayNode of(Collection<EdiFault> faults) {
    ArrayNode list = StrictJson.nodes().arrayNode();
    for (EdiFault fault : faults) {
      ObjectNode tree = list.addObject();
      tree.put("code", fault.kind().word());
      tree.put("message", fault.toString());
      tree.put("segment", fault.tag());
      if (fault.segment() > 0) {
        tree.put("segment_position", fault.segment());
      }
      if (fault.element() > 0) {
        tree.put("element_position", fault.element());
      }
      if (fault.component() > 0) {
        tree.put("component_position", fault.component());
      }
      if (fault.value() != null) {
        tree.put("value", fault.value());
      }
    }
    return list;
  }

  /** One that stands for itself. */
  static ArrayNode of(String code, String message) {
    ArrayNode list = StrictJson.nodes().arrayNode();
    list.addObject().put("code", code).put("message", message);
    return list;
  }
}
