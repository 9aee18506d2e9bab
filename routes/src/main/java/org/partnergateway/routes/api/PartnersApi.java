package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.policy.PolicyRegistry;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.definitions.CanonicalOperations;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.InvalidCursor;
import org.partnergateway.routes.store.ListCursor;
import org.partnergateway.routes.store.Page;

/** The partners that are configured, what each can be asked, and how they are. */
public final class PartnersApi implements ApiSection {
  private static final String AFTER = "after ";

  private final PartnerRegistry partners;
  private final PartnerState state;
  private final PartnerWords words;

  public PartnersApi(
      PartnerRegistry partners,
      CanonicalOperations catalog,
      PolicyRegistry policies,
      InstantSource clock) {
    this.partners = partners;
    this.words = new PartnerWords(catalog);
    this.state = new PartnerState(policies, clock);
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    return Map.of("listPartners", this::list, "getPartner", this::get);
  }

  private Answer list(ApiRequest request) {
    String kind = request.queryParameter("kind");
    Page<Partner> page =
        Paging.read(() -> byId(kind, Paging.cursor(request), Paging.limit(request)));
    return Paging.answer(page.data().stream().map(this::document).toList(), page.nextCursor());
  }

  private Page<Partner> byId(@Nullable String kind, @Nullable String cursor, int limit) {
    String after = cursor == null ? "" : idIn(cursor);
    List<Partner> rows =
        partners.all().stream()
            .filter(partner -> kind == null || partner.definition().kind().word().equals(kind))
            .filter(partner -> partner.id().compareTo(after) > 0)
            .sorted(Comparator.comparing(Partner::id))
            .limit(limit + 1L)
            .toList();
    return Page.of(rows, limit, last -> ListCursor.encode(AFTER + last.id()));
  }

  private static String idIn(String cursor) {
    String inside = ListCursor.decode(cursor);
    if (!inside.startsWith(AFTER)) {
      throw new InvalidCursor(cursor, null);
    }
    return inside.substring(AFTER.length());
  }

  private Answer get(ApiRequest request) {
    String id = request.pathParameter("partner_id");
    Partner partner = partners.find(id);
    if (partner == null) {
      throw Problem.of(ProblemType.NOT_FOUND, "No partner %s is configured.".formatted(id))
          .exception();
    }
    return Answer.json(200, StrictJson.write(document(partner)));
  }

  private ObjectNode document(Partner partner) {
    ObjectNode document = StrictJson.nodes().objectNode();
    document.put("id", partner.id());
    document.put("name", partner.definition().name());
    document.put("kind", partner.definition().kind().word());
    ArrayNode operations = document.putArray("operations");
    for (OperationDefinition operation : partner.definition().operations().values()) {
      operations.add(operation.name());
    }
    words.write(partner.definition(), document);
    state.write(partner, document);
    return document;
  }
}
