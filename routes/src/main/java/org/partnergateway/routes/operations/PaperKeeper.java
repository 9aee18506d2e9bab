package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.ledger.Documents;

/**
 * Takes the bytes of labels and other papers out of a carrier's answer, keeps them, and leaves
 * where they are.
 */
public final class PaperKeeper {
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "pdf", "application/pdf",
          "png", "image/png",
          "gif", "image/gif",
          "zpl", "application/zpl");

  private final Documents documents;
  private final Ids ids;

  public PaperKeeper(Documents documents, Ids ids) {
    this.documents = documents;
    this.ids = ids;
  }

  /**
   * Keeps the papers in an answer, in the caller's transaction.
   *
   * @param answer a mapping's output; not changed
   * @return the answer with {@code href} in place of each {@code content} and {@code link}
   */
  public ObjectNode keep(String shipmentId, ObjectNode answer) {
    if (!answer.has("documents")) {
      return answer;
    }
    ObjectNode kept = StrictJson.nodes().objectNode();
    kept.setAll(answer);
    ArrayNode papers = kept.putArray("documents");
    for (JsonNode paper : answer.path("documents")) {
      papers.add(keepOne(shipmentId, (ObjectNode) paper));
    }
    return kept;
  }

  /** The papers of an answer that are still to be fetched from where their links lead. */
  static List<ObjectNode> linked(ObjectNode answer) {
    List<ObjectNode> linked = new ArrayList<>();
    for (JsonNode paper : answer.path("documents")) {
      if (paper.has("link") && !paper.has("content")) {
        linked.add((ObjectNode) paper);
      }
    }
    return linked;
  }

  private ObjectNode keepOne(String shipmentId, ObjectNode paper) {
    if (paper.has("content")) {
      put(shipmentId, paper);
    } else if (!paper.has("link")) {
      return paper;
    }
    String parcel = paper.path("parcel_id").asText("");
    ObjectNode kept = paper.deepCopy();
    kept.remove(List.of("content", "link"));
    kept.put(
        "href",
        "/v1/shipments/%s/label%s"
            .formatted(shipmentId, parcel.isEmpty() ? "" : "?parcel=" + parcel));
    return kept;
  }

  private void put(String shipmentId, ObjectNode paper) {
    documents.put(
        ids.next("doc"),
        "shipment",
        shipmentId,
        name(paper.path("kind").asText(), paper.path("parcel_id").asText("")),
        MEDIA_TYPES.getOrDefault(paper.path("format").asText(), "application/octet-stream"),
        Base64.getMimeDecoder().decode(paper.path("content").asText()));
  }

  /** The name that a paper is kept under: its kind, and the parcel that it is for. */
  public static String name(String kind, String parcel) {
    return parcel.isEmpty() ? kind : kind + "/" + parcel;
  }
}
