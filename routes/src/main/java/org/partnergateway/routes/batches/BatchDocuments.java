package org.partnergateway.routes.batches;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.batches.Batch;
import org.partnergateway.routes.store.batches.LineError;

/** Batches as callers see them. */
public final class BatchDocuments {
  private static final double MILLIS = 1000.0;

  private BatchDocuments() {}

  public static ObjectNode of(Batch batch) {
    Batch.Progress progress = batch.progress();
    ObjectNode document = StrictJson.nodes().objectNode();
    document.put("id", batch.id());
    document.put("kind", batch.asked().kind());
    document.put("status", batch.status().text());
    put(document, "reason", batch.reason());
    put(document, "partner", batch.asked().partner());
    put(document, "report", batch.asked().report());
    put(document, "name", batch.asked().name());
    put(document, "rerun_of", batch.rerunOf());
    document.put("caller", batch.asked().caller());
    document.put("media_type", batch.asked().mediaType());
    document.put("size", batch.size());
    document.put("read", progress.read());
    document.put("done", progress.done());
    document.put("failed", progress.failed());
    document.put("pending", progress.pending());
    if (progress.toRead() != null) {
      document.put("total", progress.toRead());
    }
    pace(batch, document);
    document.put("created_at", batch.createdAt().toString());
    put(document, "started_at", batch.startedAt());
    put(document, "ended_at", batch.endedAt());
    document.put("updated_at", batch.updatedAt().toString());
    ObjectNode links = document.putObject("links");
    String self = "/v1/batches/" + batch.id();
    links.put("self", self);
    links.put("errors", self + "/errors");
    links.put("content", self + "/content");
    if (batch.rerunOf() != null) {
      links.put("rerun_of", "/v1/batches/" + batch.rerunOf());
    }
    return document;
  }

  /** By what was worked on it so far; the content's bytes tell how much is left. */
  private static void pace(Batch batch, ObjectNode document) {
    Batch.Progress progress = batch.progress();
    if (progress.workedMillis() <= 0 || progress.read() == 0) {
      return;
    }
    double seconds = progress.workedMillis() / MILLIS;
    document.put("lines_per_second", decimal(progress.read() / seconds));
    double part =
        progress.toRead() != null
            ? (double) progress.read() / progress.toRead()
            : (double) progress.position() / Math.max(1, batch.size());
    if (!batch.status().isEnded() && part > 0) {
      document.put(
          "seconds_left", batch.allRead() ? 0 : Math.max(0, Math.round(seconds / part - seconds)));
    }
  }

  private static BigDecimal decimal(double value) {
    return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
  }

  /** A line that failed. */
  public static ObjectNode of(LineError error) {
    ObjectNode document = StrictJson.nodes().objectNode();
    document.put("line", error.line());
    document.put("reason", error.reason());
    put(document, "pointer", error.pointer());
    put(document, "operation_id", error.operationId());
    put(document, "content", error.content());
    return document;
  }

  private static void put(ObjectNode document, String name, @Nullable Object value) {
    if (value instanceof Instant time) {
      document.put(name, time.toString());
    } else if (value != null) {
      document.put(name, value.toString());
    }
  }
}
