package org.partnergateway.tests.history;

import static org.partnergateway.tests.history.Finding.Lie.CONTRADICTED;
import static org.partnergateway.tests.history.Finding.Lie.DUPLICATED;
import static org.partnergateway.tests.history.Finding.Lie.LOST;

import java.util.List;

/** One message of a partner, one order of a marketplace, one event: kept, applied and told once. */
final class MessageRules {
  private MessageRules() {}

  static void judgeMessage(Group group) {
    List<Entry.Stored> kept =
        group.stream(Entry.Stored.class).filter(one -> !one.conflicting()).toList();
    boolean acknowledged = group.has(Entry.Acknowledged.class);
    if (kept.isEmpty() && acknowledged) {
      group.found(LOST, "it was acknowledged and is not in the inbox");
    }
    if (kept.size() > 1) {
      group.found(DUPLICATED, "it stands in the inbox %d times", kept.size());
    }
    if (!kept.isEmpty() && !group.has(Entry.Sent.class)) {
      group.found(CONTRADICTED, "it stands in the inbox, and nobody sent it");
    }
    for (Entry.Stored one : kept) {
      if (!one.status().equals("applied")) {
        group.found(LOST, "it was kept and not applied: it is %s", one.status());
      }
    }
  }

  static void judgeOrder(Group group) {
    List<Entry.Resource> entries = group.all(Entry.Resource.class);
    if (!group.has(Entry.Placed.class)) {
      group.found(CONTRADICTED, "it is in the ledger, and nobody placed it");
    } else if (entries.isEmpty()) {
      group.found(LOST, "it was placed and is not in the ledger");
    }
    if (entries.size() > 1) {
      group.found(
          DUPLICATED,
          "it is in the ledger as %s",
          entries.stream().map(Entry.Resource::id).toList());
    }
  }

  static void judgeEvent(Group group) {
    long told = group.stream(Entry.Read.class).count();
    long logged = group.stream(Entry.Logged.class).count();
    if (told > 1) {
      group.found(DUPLICATED, "the reader was given it %d times", told);
    }
    if (logged > 1) {
      group.found(DUPLICATED, "it stands in the log %d times", logged);
    }
    if (told == 0) {
      group.found(LOST, "it stands in the log, and the reader was never given it");
    }
    if (logged == 0) {
      group.found(CONTRADICTED, "the reader was given it, and it is not in the log");
    }
  }
}
