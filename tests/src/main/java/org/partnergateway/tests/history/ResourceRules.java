package org.partnergateway.tests.history;

import static org.partnergateway.tests.history.Finding.Lie.CONTRADICTED;
import static org.partnergateway.tests.history.Finding.Lie.DUPLICATED;
import static org.partnergateway.tests.history.Finding.Lie.LOST;
import static org.partnergateway.tests.history.Finding.Lie.REGRESSED;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing in the ledger: its statuses and versions go one way, and at the end it says what took
 * effect at the partner, no more and no less. While the outcome of an operation on it is unknown,
 * it may say less.
 */
final class ResourceRules {
  private static final Set<String> PARTLY = Set.of("partially_captured", "outcome_unknown");

  private ResourceRules() {}

  static void judge(Group group) {
    group.stream(Entry.Operation.class).forEach(operation -> WriteRules.judge(group, operation));
    events(group);
    reads(group);
    List<Entry.Resource> entries = group.all(Entry.Resource.class);
    if (entries.size() > 1) {
      group.found(DUPLICATED, "there are %d of it in the ledger", entries.size());
    }
    entries.forEach(entry -> ledger(group, entry));
    if (entries.isEmpty() && isCreated(group)) {
      group.found(LOST, "it was acknowledged and is not in the ledger");
    }
  }

  private static boolean isCreated(Group group) {
    return group.stream(Entry.Operation.class).anyMatch(one -> one.status().equals("succeeded"))
        || group.stream(Entry.Answered.class).anyMatch(one -> one.said() == Entry.Said.DONE);
  }

  private static void events(Group group) {
    Map<String, String> sure = new HashMap<>();
    Map<String, Long> versions = new HashMap<>();
    Set<String> scans = new HashSet<>();
    Map<String, Long> seenEvents = new HashMap<>();
    for (Entry.Read event : group.all(Entry.Read.class)) {
      if (seenEvents.merge(event.event(), 1L, Long::sum) > 1) {
        continue; // Told twice: the event's own rules say so.
      }
      String kind = event.type().substring(0, event.type().indexOf('.'));
      if (kind.equals("tracking")) {
        if (event.status() != null && !scans.add(event.status())) {
          group.found(DUPLICATED, "two events tell of the one scan %s", event.status());
        }
        continue;
      }
      status(group, "the events", kind, sure, event.subject(), event.status());
      version(group, "the events", versions, kind + event.subject(), event.version(), false);
    }
  }

  private static void reads(Group group) {
    Map<String, String> sure = new HashMap<>();
    Map<String, Long> versions = new HashMap<>();
    for (Entry.Seen seen : group.all(Entry.Seen.class)) {
      status(group, "the reads", seen.kind(), sure, seen.id(), seen.status());
      version(group, "the reads", versions, seen.kind() + seen.id(), seen.version(), true);
    }
  }

  private static void status(
      Group group,
      String where,
      String kind,
      Map<String, String> sure,
      String subject,
      @Nullable String next) {
    if (next == null) {
      return;
    }
    String thing = kind + " " + subject;
    String before = sure.get(thing);
    if (StatusOrder.backwards(kind, before, next)) {
      group.found(
          REGRESSED, "in %s its status goes from %s to %s", where, String.valueOf(before), next);
    }
    String now = StatusOrder.sure(before, next);
    if (now != null) {
      sure.put(thing, now);
    }
  }

  private static void version(
      Group group,
      String where,
      Map<String, Long> versions,
      String thing,
      @Nullable Long next,
      boolean maybeTheSame) {
    if (next == null) {
      return;
    }
    Long before = versions.put(thing, next);
    if (before == null) {
      return;
    }
    if (next < before) {
      group.found(REGRESSED, "in %s its version goes from %d to %d", where, before, next);
    } else if (next.equals(before) && !maybeTheSame) {
      group.found(DUPLICATED, "in %s its version %d is told twice", where, next);
    }
  }

  private static void ledger(Group group, Entry.Resource entry) {
    boolean open =
        group.stream(Entry.Operation.class).anyMatch(one -> one.status().equals("outcome_unknown"));
    Set<String> happened = new HashSet<>();
    group.stream(Entry.Effect.class).forEach(effect -> happened.add(effect.effect()));
    String needed = Effects.behind(entry.kind(), entry.status());
    if (needed != null && !happened.contains(needed)) {
      group.found(CONTRADICTED, "the ledger says %s, and there were no %s", entry.status(), needed);
    }
    if (!open) {
      for (String effect : happened) {
        if (Effects.deniedBy(entry.status(), effect)) {
          group.found(LOST, "there were %s, and the ledger says %s", effect, entry.status());
        }
      }
    }
    amount(group, entry, Effects.CAPTURES, entry.captured(), open);
    amount(group, entry, Effects.REFUNDS, entry.refunded(), open);
    group.stream(Entry.Seen.class)
        .filter(seen -> seen.id().equals(entry.id()) && seen.version() > entry.version())
        .findFirst()
        .ifPresent(
            seen ->
                group.found(
                    LOST,
                    "version %d was read, and the ledger ends with %d",
                    seen.version(),
                    entry.version()));
  }

  private static void amount(
      Group group, Entry.Resource entry, String effect, @Nullable Long told, boolean open) {
    if (!entry.kind().equals("payment") || PARTLY.contains(entry.status())) {
      return;
    }
    long happened =
        group.stream(Entry.Effect.class)
            .filter(one -> one.effect().equals(effect))
            .mapToLong(Entry.Effect::amount)
            .sum();
    long said = told == null ? 0 : told;
    if (said > happened) {
      group.found(CONTRADICTED, "the ledger tells %d of %s, there were %d", said, effect, happened);
    } else if (said < happened && !open) {
      group.found(LOST, "there were %d of %s, the ledger tells %d", happened, effect, said);
    }
  }
}
