package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.store.Page;
import org.partnergateway.routes.store.settlements.LineRow;
import org.partnergateway.routes.store.settlements.SettlementReader;
import org.partnergateway.routes.store.settlements.Settlements;
import org.partnergateway.routes.store.settlements.Settlements.Settlement;
import org.partnergateway.routes.store.settlements.StoredDifference;
import org.partnergateway.routes.store.settlements.StoredLine;

/** Settlements' lines, and what differs. */
public final class SettlementsApi implements ApiSection {
  private final Settlements settlements;
  private final SettlementReader reader;

  public SettlementsApi(Settlements settlements, SettlementReader reader) {
    this.settlements = settlements;
    this.reader = reader;
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    return Map.of(
        "listSettlementLines", this::lines, "listSettlementDifferences", this::differences);
  }

  private Answer lines(ApiRequest request) {
    String id = request.pathParameter("settlement_id");
    Settlement settlement =
        settlements
            .find(id)
            .orElseThrow(
                () ->
                    Problem.of(ProblemType.NOT_FOUND, "There is no settlement %s.".formatted(id))
                        .exception());
    String matched = request.queryParameter("matched");
    SettlementReader.LineFilter filter =
        new SettlementReader.LineFilter(
            matched == null ? null : Boolean.valueOf(matched),
            request.queryParameter("difference"),
            request.queryParameter("type"));
    Page<StoredLine> page =
        Paging.read(
            () ->
                reader.lines(
                    settlement.number(), filter, Paging.cursor(request), Paging.limit(request)));
    List<ObjectNode> lines = page.data().stream().map(SettlementsApi::line).toList();
    return Paging.answer(lines, page.nextCursor());
  }

  private Answer differences(ApiRequest request) {
    String id = request.queryParameter("settlement_id");
    Long number = id == null ? null : settlements.find(id).map(Settlement::number).orElse(0L);
    SettlementReader.DifferenceFilter filter =
        new SettlementReader.DifferenceFilter(
            number, request.queryParameter("type"), request.queryParameter("partner"));
    Page<StoredDifference> page =
        Paging.read(
            () -> reader.differences(filter, Paging.cursor(request), Paging.limit(request)));
    List<ObjectNode> differences = page.data().stream().map(SettlementsApi::difference).toList();
    return Paging.answer(differences, page.nextCursor());
  }

  private static ObjectNode line(StoredLine stored) {
    LineRow told = stored.told();
    ObjectNode line = StrictJson.nodes().objectNode();
    line.put("ref", told.ref());
    line.put("type", told.type());
    put(line, "occurred_at", told.occurredAt());
    put(line, "payment_ref", told.paymentRef());
    put(line, "refund_ref", told.refundRef());
    put(line, "order_ref", told.orderRef());
    putMatched(line, stored.matchedKind(), stored.matchedId());
    line.put("matched", stored.matchedId() != null);
    line.set("gross", money(told.gross(), told.currency()));
    line.set("fee", money(told.fee(), told.currency()));
    line.set("net", money(told.net(), told.currency()));
    if (told.original() != null) {
      line.set("original", money(told.original(), told.originalCurrency()));
    }
    put(line, "exchange_rate", told.exchangeRate());
    put(line, "description", told.description());
    put(line, "partner_code", told.partnerCode());
    return line;
  }

  private static ObjectNode difference(StoredDifference stored) {
    ObjectNode difference = StrictJson.nodes().objectNode();
    difference.put("id", "dif_" + stored.id());
    difference.put("type", stored.type());
    difference.put("partner", stored.partner());
    put(difference, "settlement_id", stored.settlementId());
    put(difference, "line_ref", stored.lineRef());
    putMatched(difference, stored.matchedKind(), stored.matchedId());
    difference.set("expected", money(stored.expected(), stored.expectedCurrency()));
    if (stored.settled() != null) {
      difference.set("settled", money(stored.settled(), stored.settledCurrency()));
    }
    difference.put("found_at", stored.foundAt().toString());
    return difference;
  }

  private static void putMatched(ObjectNode node, @Nullable String kind, @Nullable String id) {
    if (kind != null) {
      node.put(kind + "_id", id);
    }
  }

  private static void put(ObjectNode node, String name, @Nullable Object value) {
    if (value != null) {
      node.put(name, value.toString());
    }
  }

  private static ObjectNode money(long amount, @Nullable String currency) {
    return StrictJson.nodes().objectNode().put("amount", amount).put("currency", currency);
  }
}
