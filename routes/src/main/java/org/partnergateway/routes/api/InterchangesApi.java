package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.edi.InterchangeDocuments;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.store.Page;
import org.partnergateway.routes.store.edi.Interchanges;
import org.partnergateway.routes.store.edi.StoredInterchange;

/** Interchanges with partners, and what was said of them. */
public final class InterchangesApi implements ApiSection {
  private final Interchanges interchanges;

  public InterchangesApi(Interchanges interchanges) {
    this.interchanges = interchanges;
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    return Map.of("listInterchanges", this::list, "getInterchange", this::get);
  }

  private Answer list(ApiRequest request) {
    Page<StoredInterchange> page =
        Paging.read(
            () ->
                interchanges.list(
                    request.queryParameter("partner"),
                    request.queryParameter("status"),
                    request.queryParameter("operation_id"),
                    Paging.cursor(request),
                    Paging.limit(request)));
    List<ObjectNode> documents = page.data().stream().map(InterchangeDocuments::of).toList();
    return Paging.answer(documents, page.nextCursor());
  }

  private Answer get(ApiRequest request) {
    String id = request.pathParameter("interchange_id");
    return interchanges
        .find(id)
        .map(whole -> Answer.json(200, StrictJson.write(InterchangeDocuments.of(whole))))
        .orElseThrow(
            () ->
                Problem.of(ProblemType.NOT_FOUND, "There is no interchange %s.".formatted(id))
                    .exception());
  }
}
