package org.partnergateway.routes.store.inbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.inbox.InboundMessage.Key;
import org.partnergateway.routes.store.inbox.InboxRows.Row;
import org.partnergateway.routes.store.inbox.Stored.Verdict;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Stores messages that arrived together and tells new from known. When all are new, that is one
 * statement, and without a transaction around it one commit and one round trip.
 */
final class InboxWriter {
  private final InboxRows rows;

  InboxWriter(JdbcTemplate jdbc) {
    this.rows = new InboxRows(jdbc);
  }

  /** What became of each message, in the order given. */
  List<Stored> write(List<InboundMessage> messages) {
    Map<Key, InboundMessage> firsts = new LinkedHashMap<>();
    messages.forEach(message -> firsts.putIfAbsent(message.key(), message));
    Map<Key, Row> inserted = byKey(rows.insertNew(List.copyOf(firsts.values())));
    Map<Key, Row> held = new HashMap<>(inserted);
    held.putAll(byKey(rows.findFirst(without(firsts, inserted))));

    List<InboundMessage> others =
        messages.stream().filter(message -> !isSame(message, held)).toList();
    Map<Body, Row> conflicting = others.isEmpty() ? Map.of() : keepConflicting(others);

    List<Stored> verdicts = new ArrayList<>(messages.size());
    for (InboundMessage message : messages) {
      if (!isSame(message, held)) {
        verdicts.add(new Stored(need(conflicting, Body.of(message)).id(), Verdict.CONFLICTING));
      } else {
        boolean isNew = inserted.containsKey(message.key()) && firsts.get(message.key()) == message;
        Verdict verdict = isNew ? Verdict.NEW : Verdict.DUPLICATE;
        verdicts.add(new Stored(need(held, message.key()).id(), verdict));
      }
    }
    return verdicts;
  }

  private Map<Body, Row> keepConflicting(List<InboundMessage> others) {
    Map<Body, InboundMessage> bodies = new LinkedHashMap<>();
    others.forEach(message -> bodies.putIfAbsent(Body.of(message), message));
    List<InboundMessage> distinct = List.copyOf(bodies.values());
    Map<Body, Row> kept = new HashMap<>();
    rows.insertConflicting(distinct).forEach(row -> kept.put(Body.of(row), row));
    if (kept.size() < distinct.size()) {
      rows.findConflicting(distinct).forEach(row -> kept.put(Body.of(row), row));
    }
    return kept;
  }

  private static List<InboundMessage> without(
      Map<Key, InboundMessage> messages, Map<Key, Row> inserted) {
    return messages.values().stream()
        .filter(message -> !inserted.containsKey(message.key()))
        .toList();
  }

  private static boolean isSame(InboundMessage message, Map<Key, Row> held) {
    return need(held, message.key()).fingerprint().equals(message.fingerprint());
  }

  private static Map<Key, Row> byKey(List<Row> rows) {
    Map<Key, Row> byKey = new HashMap<>();
    rows.forEach(row -> byKey.put(row.key(), row));
    return byKey;
  }

  // A row can vanish between two statements only when it is forgotten for its age at that moment.
  private static <K> Row need(Map<K, Row> rows, K key) {
    Row row = rows.get(key);
    if (row == null) {
      throw new ConcurrencyFailureException("a message was forgotten while it came again: " + key);
    }
    return row;
  }

  /** A body under a key. */
  private record Body(Key key, Fingerprint fingerprint) {
    static Body of(InboundMessage message) {
      return new Body(message.key(), message.fingerprint());
    }

    static Body of(Row row) {
      return new Body(row.key(), row.fingerprint());
    }
  }
}
