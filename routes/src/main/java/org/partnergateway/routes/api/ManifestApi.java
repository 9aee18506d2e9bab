package org.partnergateway.routes.api;

import java.util.Map;
import java.util.Optional;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.operations.PaperFetcher;
import org.partnergateway.routes.store.ledger.Documents;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.LedgerEntry;
import org.partnergateway.routes.store.ledger.StoredDocument;

/** The papers of manifests, byte for byte as their carriers gave them. */
public final class ManifestApi implements ApiSection {
  private static final String MANIFEST = "manifest";

  private final Ledger ledger;
  private final Documents documents;
  private final PaperFetcher fetcher;

  public ManifestApi(Ledger ledger, Documents documents, PaperFetcher fetcher) {
    this.ledger = ledger;
    this.documents = documents;
    this.fetcher = fetcher;
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    return Map.of("getManifestDocument", this::get);
  }

  private Answer get(ApiRequest request) {
    String id = request.pathParameter("manifest_id");
    String number = request.pathParameter("number");
    Optional<StoredDocument> held = find(id, number);
    if (held.isEmpty()) {
      fetch(id);
      held = find(id, number);
    }
    StoredDocument paper =
        held.orElseThrow(
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

  private Optional<StoredDocument> find(String id, String number) {
    return documents.of(MANIFEST, id).stream().filter(one -> one.name().equals(number)).findFirst();
  }

  /** What the carrier named by a link and nobody has fetched yet. */
  private void fetch(String id) {
    String partner = ledger.find(MANIFEST, id).map(LedgerEntry::partner).orElse(null);
    Problem problem = partner == null ? null : fetcher.fetch(partner, id);
    if (problem != null) {
      throw problem.exception();
    }
  }
}
