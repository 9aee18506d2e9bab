package org.partnergateway.routes.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.PartnerError;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.ledger.DocumentKind;
import org.partnergateway.routes.ledger.InvalidDocumentException;
import org.partnergateway.routes.operations.ManyResults;
import org.partnergateway.routes.operations.UnderWay;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.inventory.InventoryQueue;
import org.partnergateway.routes.store.operations.Operation;

/** What becomes of figures that are told many at once, and that they are being told. */
public final class ToldTogether implements ManyResults, UnderWay {
  private final InventoryQueue queue;

  public ToldTogether(InventoryQueue queue) {
    this.queue = queue;
  }

  @Override
  public String operation() {
    return InventoryIntake.MANY;
  }

  @Override
  public void keep(
      Operation operation,
      PartnerOperation partner,
      ObjectNode result,
      @Nullable PartnerError declined) {
    ArrayNode outcomes = StrictJson.nodes().arrayNode();
    Set<Integer> said = new HashSet<>();
    if (declined == null && result.has("levels")) {
      List<Violation> violations = partner.canonical().result().check(result);
      if (!violations.isEmpty()) {
        throw new InvalidDocumentException(InventoryIntake.MANY, violations);
      }
      for (JsonNode level : result.path("levels")) {
        said.add(level.path("place").asInt());
        add(outcomes, level);
      }
    }
    // All of it was declined, or a person found that all of it was done; or it is left out.
    String rest =
        declined != null ? "failed" : result.has("levels") ? "outcome_unknown" : "published";
    for (int place = 0; place < operation.asked().request().path("levels").size(); place++) {
      if (!said.contains(place)) {
        ObjectNode level = StrictJson.nodes().objectNode().put("place", place).put("status", rest);
        if (declined != null) {
          level.set("error", error(declined));
        }
        add(outcomes, level);
      }
    }
    queue.taken(operation.id(), outcomes);
  }

  private static ObjectNode error(PartnerError declined) {
    ObjectNode error = StrictJson.nodes().objectNode();
    error.put("code", declined.code() == null ? "unknown" : declined.code());
    if (declined.message() != null) {
      error.put("message", declined.message());
    }
    return error.put("category", declined.category() == null ? "unknown" : declined.category());
  }

  private static void add(ArrayNode outcomes, JsonNode level) {
    ObjectNode outcome = StrictJson.nodes().objectNode();
    JsonNode error = level.path("error");
    if (error.isObject()) {
      outcome.put("reason", error.path("message").asText(error.path("code").asText()));
      outcome.set("code", error.get("code"));
      outcome.set("error", error);
    } else if (level.path("status").asText().equals("outcome_unknown")) {
      outcome.put("reason", "The marketplace doesn't say what became of it.");
    }
    if (level.has("partner_refs")) {
      outcome.set("partner_refs", level.get("partner_refs"));
    }
    outcomes
        .addArray()
        .add(level.path("place"))
        .add(status(level.path("status").asText()))
        .add(Columns.json(outcome));
  }

  private static String status(String said) {
    return switch (said) {
      case "published" -> "succeeded";
      case "failed" -> "declined";
      default -> "outcome_unknown";
    };
  }

  @Override
  public Optional<String> on(String kind, String partner, String name) {
    return kind.equals(DocumentKind.INVENTORY_LEVEL.word())
        ? queue.telling(partner, name)
        : Optional.empty();
  }
}
