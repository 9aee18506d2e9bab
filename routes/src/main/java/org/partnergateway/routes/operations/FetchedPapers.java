package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.transport.RetryAfter;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.outbound.OutboundCall;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.OperationStatus;
import org.partnergateway.routes.store.operations.Outcome;

/**
 * Notes what following a carrier's link to a paper brought: the paper, or that it is to be asked
 * for again. The shipment is bought whatever becomes of it. In the caller's one transaction.
 */
public final class FetchedPapers {
  private final OperationRecorder recorder;
  private final PaperKeeper papers;
  private final InstantSource clock;

  public FetchedPapers(OperationRecorder recorder, PaperKeeper papers, InstantSource clock) {
    this.recorder = recorder;
    this.papers = papers;
    this.clock = clock;
  }

  /**
   * Keeps the paper.
   *
   * @return null when it is kept; otherwise why not, and when to ask again
   */
  @Nullable OutboundFailure record(
      Operation operation, PartnerOperation partner, OutboundCall call) {
    JsonNode fetched = call.result();
    List<Violation> violations = partner.canonical().result().check(fetched);
    if (!violations.isEmpty()) {
      return OutboundFailure.of(
          Failure.CONTRACT_VIOLATION,
          "%s answered what makes no paper.".formatted(partner.partner()),
          violations);
    }
    String reason = fetched.path("reason").asText("");
    return switch (fetched.path("answer").asText()) {
      case "ready" -> keep(operation, fetched);
      case "not_ready" ->
          notReady("%s has the paper not ready yet. %s".formatted(partner.partner(), reason), call);
      default ->
          OutboundFailure.declined(
              "%s has no such paper. %s".formatted(partner.partner(), reason).strip(), null);
    };
  }

  private @Nullable OutboundFailure keep(Operation operation, JsonNode fetched) {
    ObjectNode paper = operation.asked().request().deepCopy();
    paper.remove("link");
    paper.set("content", fetched.get("content"));
    if (fetched.has("format")) {
      paper.set("format", fetched.get("format"));
    }
    ObjectNode answer = StrictJson.nodes().objectNode();
    answer.putArray("documents").add(paper);
    papers.keep(
        String.valueOf(operation.asked().resourceKind()), operation.asked().resource(), answer);
    Answer none = new Answer(204, null, Map.of(), new byte[0]);
    recorder.write(
        operation,
        Outcome.ended(OperationStatus.SUCCEEDED, null, null, OperationRecorder.response(none)));
    return null;
  }

  /** It is waited for: as long as the carrier says, where it does. */
  private OutboundFailure notReady(String detail, OutboundCall call) {
    Duration wait = RetryAfter.read(call.answer().answer().headers(), clock.instant());
    Failure kind = wait == null ? Failure.UNAVAILABLE : Failure.RATE_LIMITED;
    return new OutboundFailure(kind, detail.strip(), List.of(), null, wait, false);
  }
}
