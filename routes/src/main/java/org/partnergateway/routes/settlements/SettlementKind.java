package org.partnergateway.routes.settlements;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.batches.BatchKind;
import org.partnergateway.routes.batches.BatchLine;
import org.partnergateway.routes.batches.BatchSource;
import org.partnergateway.routes.batches.LineOutcome;
import org.partnergateway.routes.settlements.Heads.Name;
import org.partnergateway.routes.store.settlements.LineRow;
import org.partnergateway.routes.store.settlements.SettlementLines;
import org.partnergateway.routes.store.settlements.Settlements;

/** The lines of settlements, written many at a time. */
final class SettlementKind implements BatchKind {
  private static final int AT_ONCE = 10_000;
  private static final LineOutcome DONE = new LineOutcome.Done();

  private final Set<String> partners;
  private final Heads heads;
  private final SettlementLines lines;
  private final Settlements settlements;

  SettlementKind(
      Set<String> partners, Heads heads, SettlementLines lines, Settlements settlements) {
    this.partners = partners;
    this.heads = heads;
    this.lines = lines;
    this.settlements = settlements;
  }

  @Override
  public String name() {
    return "settlements";
  }

  @Override
  public String lineSchema() {
    return "settlement_entry.yaml";
  }

  @Override
  public int linesAtOnce() {
    return AT_ONCE;
  }

  @Override
  public List<LineOutcome> apply(BatchSource source, List<BatchLine> batch) {
    List<@Nullable Name> names = new ArrayList<>(batch.size());
    List<LineOutcome> outcomes = new ArrayList<>(batch.size());
    Map<Name, ObjectNode> told = new HashMap<>();
    for (BatchLine line : batch) {
      JsonNode entry = line.content();
      String trouble = trouble(source, entry);
      Name name =
          trouble != null
              ? null
              : new Name(partner(source, entry), entry.path("payout_ref").textValue());
      names.add(name);
      outcomes.add(trouble == null ? DONE : new LineOutcome.Failed(trouble, "/partner"));
      if (name != null) {
        ObjectNode set = told.computeIfAbsent(name, any -> StrictJson.nodes().objectNode());
        if (entry.get("settlement") instanceof ObjectNode more) {
          set.setAll(more);
        }
      }
    }
    Map<Name, Long> numbers = heads.write(told);
    lines.put(rows(batch, names, numbers, outcomes));
    settlements.changedBy(source.batchId(), numbers.values().stream().sorted().toList());
    return outcomes;
  }

  /** Of one line that comes twice the second counts. */
  private static List<LineRow> rows(
      List<BatchLine> batch,
      List<@Nullable Name> names,
      Map<Name, Long> numbers,
      List<LineOutcome> outcomes) {
    Map<Key, LineRow> rows = LinkedHashMap.newLinkedHashMap(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      Name name = names.get(i);
      JsonNode line = batch.get(i).content().get("line");
      if (name == null || line == null) {
        continue;
      }
      try {
        LineRow row = SettledLine.read(line, numbers.getOrDefault(name, 0L));
        rows.put(new Key(row.settlement(), row.ref()), row);
      } catch (SettledLine.RefusedException e) {
        outcomes.set(i, new LineOutcome.Failed(String.valueOf(e.getMessage()), e.pointer()));
      }
    }
    return List.copyOf(rows.values());
  }

  private record Key(long settlement, String ref) {}

  private @Nullable String trouble(BatchSource source, JsonNode entry) {
    String said = entry.path("partner").textValue();
    String partner = said == null ? source.partner() : said;
    if (partner == null) {
      return "neither the line nor the batch says whose settlement it is";
    }
    if (said != null && source.partner() != null && !said.equals(source.partner())) {
      return "is %s in a batch of %s".formatted(said, source.partner());
    }
    return partners.contains(partner) ? null : "there is no partner '%s'".formatted(partner);
  }

  private static String partner(BatchSource source, JsonNode entry) {
    return entry.has("partner")
        ? entry.path("partner").textValue()
        : String.valueOf(source.partner());
  }
}
