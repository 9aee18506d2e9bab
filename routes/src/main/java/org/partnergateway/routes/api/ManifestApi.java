package org.partnergateway.routes.api;

import java.util.Map;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.store.ledger.Documents;
import org.partnergateway.routes.store.ledger.StoredDocument;

/** The papers of manifests, byte for byte as their carriers gave them. */
public final class ManifestApi implements ApiSection {
  private final Documents documents;

  public ManifestApi(Documents documents) {
    this.documents = documents;
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    return Map.of("getManifestDocument", this::get);
  }

  private Answer get(ApiRequest request) {
    String id = request.pathParameter("manifest_id");
    String number = request.pathParameter("number");
    StoredDocument paper =
        documents.of("manifest", id).stream()
            .filter(one -> one.name().equals(number))
            .findFirst()
            .orElseThrow(
                () ->
                    Problem.of(
                            ProblemType.NOT_FOUND,
                            "There is no paper %s of a manifest %s.".formatted(number, id))
                        .exception());
    byte[] content =
        documents
            .content(paper.id())
            .orElseThrow(() -> new IllegalStateException(paper.id() + " has no content"));
    return new Answer(200, paper.mediaType(), Map.of(), content);
  }
}
