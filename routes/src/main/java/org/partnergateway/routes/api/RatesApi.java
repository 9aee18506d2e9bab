package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.definitions.CanonicalOperations;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.operations.Context;
import org.partnergateway.routes.operations.ContextReader;
import org.partnergateway.routes.operations.PartnerChoice;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.rates.Carriers;
import org.partnergateway.routes.rates.FoundRates;
import org.partnergateway.routes.rates.RateSearch;

/** What a shipment would cost: at one carrier, at several, or at all. */
public final class RatesApi implements ApiSection {
  private static final String CARRIERS = "carriers";

  private final CanonicalOperations catalog;
  private final ContextReader contexts;
  private final PartnerChoice choice;
  private final Carriers carriers;
  private final RateSearch search;
  private final GatewayProperties.Api properties;

  public RatesApi(
      CanonicalOperations catalog,
      ContextReader contexts,
      PartnerChoice choice,
      Carriers carriers,
      RateSearch search,
      GatewayProperties.Api properties) {
    this.catalog = catalog;
    this.contexts = contexts;
    this.choice = choice;
    this.carriers = carriers;
    this.search = search;
    this.properties = properties;
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    return Map.of("getRates", this::getRates);
  }

  private Answer getRates(ApiRequest request) throws InterruptedException {
    ObjectNode body = request.object();
    Context context = contexts.read(Map.of(), body);
    List<PartnerOperation> asked =
        body.has("carrier")
            ? List.of(choice.choose(catalog.get("get-rates"), body, context))
            : carriers.asked(body.path(CARRIERS), "/" + CARRIERS);
    FoundRates found = search.search(asked, body, context, patience(request, asked.size()));
    // Of one carrier its no is the answer, and not a note.
    boolean none = found.answered() == 0 || (asked.size() == 1 && found.rates().isEmpty());
    if (none && !found.problems().isEmpty()) {
      throw found.failure().exception();
    }
    return Answer.json(200, StrictJson.write(found.tree()));
  }

  private Duration patience(ApiRequest request, int asked) {
    Duration wait = request.preference().patience();
    Duration usual = asked == 1 ? properties.defaultWait() : properties.ratesWait();
    return wait == null || wait.isZero() || wait.compareTo(properties.maxWait()) > 0 ? usual : wait;
  }
}
