package org.partnergateway.tests.history;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a history amounts to. */
public final class Judgment {
  private static final int MOST_KEPT = 200;
  private static final int MOST_SHOWN = 40;

  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<Finding.Lie, Long> lies = new EnumMap<>(Finding.Lie.class);
  private final List<Finding> findings = new ArrayList<>();

  void count(Entry entry) {
    count(entry.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    if (entry instanceof Entry.Operation operation) {
      count("operation %s %s".formatted(operation.kind(), operation.status()));
    } else if (entry instanceof Entry.Answered answered) {
      count("answered " + answered.said().name().toLowerCase(Locale.ROOT));
    } else if (entry instanceof Entry.Effect effect) {
      count("effect %s %s".formatted(effect.partner(), effect.effect()));
    } else if (entry instanceof Entry.Stored stored) {
      count("stored %s %s".formatted(stored.partner(), stored.status()));
    } else if (entry instanceof Entry.Resource resource) {
      count("resource %s %s".formatted(resource.kind(), resource.status()));
    } else if (entry instanceof Entry.Fault fault) {
      count("fault " + fault.kind());
    }
  }

  private void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  void add(Finding finding) {
    lies.merge(finding.lie(), 1L, Long::sum);
    if (findings.size() < MOST_KEPT) {
      findings.add(finding);
    }
  }

  /** Whether every promise was kept. */
  public boolean isGood() {
    return lies.isEmpty();
  }

  /** What was found, the first 200 of it. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** How much of what there is in the history, by words such as {@code effect stripe captures}. */
  public Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  /** How much there is of that. */
  public long number(String what) {
    Long count = counts.get(what);
    return count == null ? 0 : count;
  }

  /** For people: counts, then the first 40 findings. */
  public String text() {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (what, count) -> text.append(String.format(Locale.ROOT, "%-48s %,10d%n", what, count)));
    for (Finding.Lie lie : Finding.Lie.values()) {
      long count = lies.getOrDefault(lie, 0L);
      String name = lie.name().toLowerCase(Locale.ROOT);
      text.append(String.format(Locale.ROOT, "%-48s %,10d%n", name, count));
    }
    text.append(isGood() ? "Every promise was kept." : "Promises were broken:").append('\n');
    findings.stream()
        .limit(MOST_SHOWN)
        .forEach(finding -> text.append("  ").append(finding).append('\n'));
    return text.toString();
  }
}
