package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.operations.NewOperation;
import org.partnergateway.routes.store.operations.Operation;

/** Puts together what request mappings and the gateway's own mappings are given. */
public final class MappingInputs {
  private final InstantSource clock;

  public MappingInputs(InstantSource clock) {
    this.clock = clock;
  }

  /** For a look-up. */
  public ObjectNode lookUp(
      PartnerOperation operation, JsonNode request, Context context, String id, String reference) {
    ObjectNode input = StrictJson.nodes().objectNode();
    context.into(input);
    input.set("request", request);
    input.putObject("operation").put("id", id).put("key", reference).put("reference", reference);
    input.set("settings", operation.settings());
    input.set("credentials", operation.credentials());
    input.put("now", clock.instant().toString());
    return input;
  }

  /** What a look-up that failed says of the write that it is about. */
  JsonNode unclear(String reason) {
    return StrictJson.nodes().objectNode().put("answer", "unclear").put("reason", reason);
  }

  /** For a look-up of what became of a write, with what the partner gave to ask with. */
  ObjectNode lookUpOf(Operation operation, PartnerOperation looker, Context context) {
    ObjectNode input = write(looker, operation.asked(), context);
    if (operation.settling() != null) {
      input.set("pending", operation.settling());
    }
    return input;
  }

  /** For a write. */
  public ObjectNode write(PartnerOperation operation, NewOperation asked, Context context) {
    ObjectNode input = lookUp(operation, asked.request(), context, asked.id(), asked.reference());
    if (asked.resourceId() != null) {
      ((ObjectNode) input.path("operation")).put("resource_id", asked.resourceId());
    }
    if (asked.plan() != null) {
      input.set("plan", asked.plan());
    }
    return input;
  }
}
