package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.batches.BatchDocuments;
import org.partnergateway.routes.batches.BatchWorker;
import org.partnergateway.routes.batches.Batches;
import org.partnergateway.routes.batches.ErrorFile;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.store.Page;
import org.partnergateway.routes.store.batches.Batch;
import org.partnergateway.routes.store.batches.BatchContent;
import org.partnergateway.routes.store.batches.BatchErrors;
import org.partnergateway.routes.store.batches.BatchRows;
import org.partnergateway.routes.store.batches.BatchStatus;
import org.partnergateway.routes.store.batches.NewBatch;

/** Many lines at once. */
public final class BatchesApi implements ApiSection {
  private final Batches batches;
  private final BatchRows rows;
  private final BatchErrors errors;
  private final BatchContent content;
  private final BatchWorker worker;

  public BatchesApi(
      Batches batches,
      BatchRows rows,
      BatchErrors errors,
      BatchContent content,
      BatchWorker worker) {
    this.batches = batches;
    this.rows = rows;
    this.errors = errors;
    this.content = content;
    this.worker = worker;
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    return Map.of(
        "createBatch",
        this::create,
        "listBatches",
        this::list,
        "getBatch",
        request -> answer(batches.get(id(request))),
        "getBatchErrors",
        this::errors,
        "getBatchContent",
        this::content,
        "pauseBatch",
        request -> answer(batches.pause(id(request))),
        "resumeBatch",
        this::resume,
        "cancelBatch",
        request -> answer(batches.cancel(id(request))),
        "rerunBatch",
        this::rerun);
  }

  private Answer create(ApiRequest request) {
    ApiRequest.Upload upload = request.requiredUpload();
    NewBatch asked =
        new NewBatch(
            String.valueOf(request.queryParameter("kind")),
            request.caller(),
            request.queryParameter("partner"),
            request.queryParameter("report"),
            request.queryParameter("name"),
            upload.mediaType(),
            request.queryParameter("delimiter"));
    return taken(batches.receive(asked, key(request), upload.content(), upload.encoding()));
  }

  private Answer rerun(ApiRequest request) {
    return taken(batches.rerun(id(request), request.caller(), key(request)));
  }

  private Answer taken(Batches.Taken taken) {
    worker.wake();
    String location = "/v1/batches/" + taken.batch().id();
    return Answer.json(202, StrictJson.write(BatchDocuments.of(taken.batch())))
        .withHeaders(
            taken.replayed()
                ? Map.of("Location", location, "Idempotency-Replayed", "true")
                : Map.of("Location", location));
  }

  private Answer resume(ApiRequest request) {
    Batch batch = batches.resume(id(request));
    worker.wake();
    return answer(batch);
  }

  private Answer list(ApiRequest request) {
    String status = request.queryParameter("status");
    Page<Batch> page =
        Paging.read(
            () ->
                rows.list(
                    request.queryParameter("kind"),
                    status == null ? null : BatchStatus.of(status),
                    Paging.cursor(request),
                    Paging.limit(request)));
    List<ObjectNode> documents = page.data().stream().map(BatchDocuments::of).toList();
    return Paging.answer(documents, page.nextCursor());
  }

  private Answer errors(ApiRequest request) {
    Batch batch = batches.get(id(request));
    boolean csv = wantsCsv(request.header("accept"));
    return Answer.stream(
        csv ? NewBatch.CSV : NewBatch.JSON_LINES, new ErrorFile(errors, batch.id(), csv));
  }

  private static boolean wantsCsv(@Nullable String accept) {
    return accept != null && accept.toLowerCase(Locale.ROOT).contains(NewBatch.CSV);
  }

  private Answer content(ApiRequest request) {
    Batch batch = batches.get(id(request));
    return Answer.stream(batch.asked().mediaType(), content.open(batch.contentOf(), 0));
  }

  private static Answer answer(Batch batch) {
    return Answer.json(200, StrictJson.write(BatchDocuments.of(batch)));
  }

  private static String id(ApiRequest request) {
    return request.pathParameter("batch_id");
  }

  private static String key(ApiRequest request) {
    String key = request.idempotencyKey();
    if (key == null) {
      throw new IllegalStateException("the contract lets it pass without an Idempotency-Key");
    }
    return key;
  }
}
