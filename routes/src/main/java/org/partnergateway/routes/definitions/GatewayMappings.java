package org.partnergateway.routes.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.transformations.MappingException;
import org.partnergateway.transformations.MappingLibrary;

/**
 * The gateway's own mappings, in {@code transformations/canonical/}: what a request makes of the
 * ledger before the partner has answered ({@code .draft.jslt}), and what success makes of other
 * documents ({@code .result.jslt}), what a person decided ({@code .resolved.jslt}), and the order
 * that a paid question makes ({@code .order.jslt}).
 */
public final class GatewayMappings {
  private static final String FOLDER = "transformations/canonical/";

  private final MappingLibrary mappings;

  public GatewayMappings(MappingLibrary mappings) {
    this.mappings = mappings;
  }

  /**
   * The draft of the resource, or an empty object when the request only had to be looked at; null
   * when the operation has no draft.
   *
   * @throws MappingException when the present state doesn't allow the request; see {@link Refusals}
   */
  public @Nullable JsonNode draft(String operation, ObjectNode input) {
    String path = FOLDER + operation + ".draft.jslt";
    return mappings.has(path) ? mappings.mapping(path).apply(input) : null;
  }

  /**
   * What a person's decision makes of the resource, as the partner's own answer would have; an
   * empty object when it makes nothing of it.
   *
   * @throws MappingException when the decision lacks something; see {@link Refusals}
   */
  public ObjectNode resolved(String operation, ObjectNode input) {
    String path = FOLDER + operation + ".resolved.jslt";
    JsonNode set = mappings.has(path) ? mappings.mapping(path).apply(input) : null;
    return set instanceof ObjectNode object ? object : StrictJson.nodes().objectNode();
  }

  /** The order that a paid question makes, canonical but for what the ledger sets. */
  public ObjectNode order(String question, ObjectNode input) {
    return (ObjectNode) mappings.mapping(FOLDER + question + ".order.jslt").apply(input);
  }

  /** What else success changes. */
  public List<Change> results(String operation, ObjectNode input) {
    String path = FOLDER + operation + ".result.jslt";
    return mappings.has(path) ? Change.readAll(mappings.mapping(path).apply(input)) : List.of();
  }
}
