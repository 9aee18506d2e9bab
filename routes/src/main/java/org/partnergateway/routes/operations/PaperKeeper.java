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
  private static final String SHIPMENT = "shipment";

  /** Of a paper that is fetched later: its place among those that it was named with. */
  private static final String NUMBER = "number";

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

  /** As {@link #keep(String, String, ObjectNode)}, of a shipment. */
  public ObjectNode keep(String shipmentId, ObjectNode answer) {
    return keep(SHIPMENT, shipmentId, answer);
  }

  /**
   * Keeps the papers in an answer, in the caller's transaction.
   *
   * @param answer a mapping's output; not changed
   * @return the answer with {@code href} in place of each {@code content} and {@code link}
   */
  public ObjectNode keep(String ownerKind, String ownerId, ObjectNode answer) {
    if (!answer.has("documents")) {
      return answer;
    }
    ObjectNode kept = StrictJson.nodes().objectNode();
    kept.setAll(answer);
    ArrayNode papers = kept.putArray("documents");
    for (JsonNode paper : answer.path("documents")) {
      int number = paper.path(NUMBER).asInt(papers.size() + 1);
      papers.add(keepOne(ownerKind, ownerId, (ObjectNode) paper, number));
    }
    return kept;
  }

  /** The papers of an answer that are still to be fetched from where their links lead. */
  static List<ObjectNode> linked(String ownerKind, ObjectNode answer) {
    List<ObjectNode> linked = new ArrayList<>();
    int number = 0;
    for (JsonNode paper : answer.path("documents")) {
      number++;
      if (paper.has("link") && !paper.has("content")) {
        ObjectNode one = paper.deepCopy();
        linked.add(ownerKind.equals(SHIPMENT) ? one : one.put(NUMBER, number));
      }
    }
    return linked;
  }

  private ObjectNode keepOne(String ownerKind, String ownerId, ObjectNode paper, int number) {
    String parcel = paper.path("parcel_id").asText("");
    boolean ofShipment = ownerKind.equals(SHIPMENT);
    if (paper.has("content")) {
      documents.put(
          ids.next("doc"),
          ownerKind,
          ownerId,
          ofShipment ? name(paper.path("kind").asText(), parcel) : Integer.toString(number),
          MEDIA_TYPES.getOrDefault(paper.path("format").asText(), "application/octet-stream"),
          Base64.getMimeDecoder().decode(paper.path("content").asText()));
    } else if (!paper.has("link")) {
      return paper;
    }
    ObjectNode kept = paper.deepCopy();
    kept.remove(List.of("content", "link", NUMBER));
    String place =
        ofShipment
            ? "label" + (parcel.isEmpty() ? "" : "?parcel=" + parcel)
            : "documents/" + number;
    return kept.put("href", OperationDocuments.href(ownerKind, ownerId) + "/" + place);
  }

  /** The name that a paper is kept under: its kind, and the parcel that it is for. */
  public static String name(String kind, String parcel) {
    return parcel.isEmpty() ? kind : kind + "/" + parcel;
  }
}
