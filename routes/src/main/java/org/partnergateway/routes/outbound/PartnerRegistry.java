package org.partnergateway.routes.outbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.client.PartnerClient;
import org.partnergateway.adapters.client.PartnerClients;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.contracts.http.BodyForm;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.transformations.formats.WireFormat;
import org.partnergateway.transformations.formats.WireFormats;

/** The partners that are configured, and what each can be asked. */
public final class PartnerRegistry {
  private static final String MAPPINGS = "transformations/partners/";

  private final Map<String, Partner> partners = new TreeMap<>();
  private final Map<String, PartnerOperation> operations = new TreeMap<>();

  /**
   * @param clients hold a client for each partner that is configured
   */
  public PartnerRegistry(
      Definitions definitions, Collection<Partner> resolved, PartnerClients clients) {
    for (Partner partner : resolved) {
      PartnerClient client = clients.find(partner.id()).orElse(null);
      if (client != null) {
        partners.put(partner.id(), partner);
        for (OperationDefinition operation : partner.definition().operations().values()) {
          operations.put(
              partner.id() + "/" + operation.name(),
              operation(definitions, partner, operation, client));
        }
      }
    }
  }

  private static PartnerOperation operation(
      Definitions definitions,
      Partner partner,
      OperationDefinition operation,
      PartnerClient client) {
    // What the partner only learns of has the form of what tells it.
    OperationDefinition form = operation.byEvents() ? telling(partner) : operation;
    HttpOperation contract =
        operation.byFile()
            ? null
            : definitions
                .contracts()
                .get(partner.id(), form.contract())
                .operation(form.operationId());
    String mapping = MAPPINGS + partner.id() + "/" + form.name();
    return new PartnerOperation(
        partner.id(),
        definitions.operation(partner.definition(), operation.name()),
        operation,
        contract,
        contract == null ? null : format(contract.requestForm()),
        definitions.mappings().mapping(mapping + ".request.jslt"),
        contract == null ? null : definitions.mappings().mapping(mapping + ".response.jslt"),
        settings(partner),
        credentials(partner, operation),
        operation.besides().steps().stream()
            .map(step -> partner.definition().operations().get(step))
            .map(step -> operation(definitions, partner, Objects.requireNonNull(step), client))
            .toList(),
        client);
  }

  private static OperationDefinition telling(Partner partner) {
    String tells = partner.definition().orderEvents();
    OperationDefinition operation =
        tells == null ? null : partner.definition().operations().get(tells);
    if (operation == null) {
      throw new IllegalStateException("the check of adapter files makes sure of order_events");
    }
    return operation;
  }

  private static ObjectNode credentials(Partner partner, OperationDefinition operation) {
    ObjectNode credentials = StrictJson.nodes().objectNode();
    operation.credentials().forEach(name -> credentials.put(name, partner.credential(name)));
    return credentials;
  }

  private static @Nullable WireFormat format(@Nullable BodyForm form) {
    return form == null ? null : WireFormats.of(form);
  }

  /** The partner's settings as mappings read them. */
  public static ObjectNode settings(Partner partner) {
    ObjectNode settings = StrictJson.nodes().objectNode();
    partner.settings().forEach(settings::put);
    return settings;
  }

  public Collection<Partner> all() {
    return partners.values();
  }

  /** What can be asked of all partners together. */
  public Collection<PartnerOperation> operations() {
    return operations.values();
  }

  public @Nullable Partner find(String id) {
    return partners.get(id);
  }

  /**
   * @throws IllegalArgumentException when there is no such partner, or it isn't configured
   */
  public Partner get(String id) {
    Partner partner = partners.get(id);
    if (partner == null) {
      throw new IllegalArgumentException(
          "no partner '%s' is configured; there are %s".formatted(id, partners.keySet()));
    }
    return partner;
  }

  /** What the partner can be asked; null when it can't. */
  public @Nullable PartnerOperation findOperation(String partner, String operation) {
    return operations.get(partner + "/" + operation);
  }

  /**
   * @throws IllegalArgumentException when the partner can't be asked that
   */
  public PartnerOperation operation(String partner, String operation) {
    PartnerOperation found = findOperation(partner, operation);
    if (found == null) {
      throw new IllegalArgumentException(
          "%s can't be asked '%s'; there are %s"
              .formatted(partner, operation, operations.keySet()));
    }
    return found;
  }

  /** The configured partners that can be asked this. */
  public List<String> offering(String operation) {
    return operations.values().stream()
        .filter(one -> one.canonical().name().equals(operation))
        .map(PartnerOperation::partner)
        .toList();
  }
}
