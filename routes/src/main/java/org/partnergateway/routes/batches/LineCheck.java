package org.partnergateway.routes.batches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.cards.CardData;
import org.partnergateway.contracts.cards.CardNumbers;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.batches.rows.Row;
import org.partnergateway.routes.batches.rows.Rows;
import org.partnergateway.routes.store.batches.LineError;

/** Makes lines of rows, or says why one is none. */
final class LineCheck {
  private static final int MOST_REASONS = 3;
  private static final String CARD_DATA =
      "The line holds card data, and is not kept; send the payment provider's token instead.";

  private final BatchForm form;
  private final CardData cards;
  private final @Nullable String partnerMember;
  private final @Nullable ObjectNode first;

  /**
   * @param first the file's first row, where the report's mapping wants that
   */
  LineCheck(BatchForm form, CardData cards, @Nullable ObjectNode first) {
    this.form = form;
    this.cards = cards;
    this.first = first;
    this.partnerMember = form.asked().partner() == null ? null : form.partnerMember();
  }

  /**
   * @param read rows that count
   * @param lines that can be applied, with their rows
   * @param failed that can't
   * @param skipped rows that tell nothing
   * @param secret rows that must not be kept
   */
  record Checked(
      Rows rows,
      int read,
      List<BatchLine> lines,
      List<Row> lineRows,
      List<LineError> failed,
      int skipped,
      List<Row> secret) {}

  Checked check(Rows rows, LineFilter filter) {
    Checked checked =
        new Checked(
            rows, 0, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), 0, new ArrayList<>());
    int read = 0;
    int skipped = 0;
    for (Row row : rows.rows()) {
      if (filter.wants(row.line())) {
        read++;
        skipped += check(row, checked) ? 0 : 1;
      }
    }
    return new Checked(
        rows, read, checked.lines, checked.lineRows, checked.failed, skipped, checked.secret);
  }

  /** False when the row tells nothing. */
  private boolean check(Row row, Checked into) {
    ObjectNode content = row.content();
    if (content == null) {
      unreadable(row, into);
      return true;
    }
    JsonNode line;
    try {
      line = form.report() == null ? content : form.report().rows().map(content, row.line(), first);
    } catch (RowRefusedException e) {
      fail(row, String.valueOf(e.getMessage()), e.pointer(), into);
      return true;
    }
    if (line == null) {
      return false;
    }
    if (partnerMember != null && line instanceof ObjectNode object && !object.has(partnerMember)) {
      object.put(partnerMember, form.asked().partner());
    }
    List<Violation> found = cards.find(line);
    if (!found.isEmpty()) {
      into.failed.add(new LineError(row.line(), CARD_DATA, found.getFirst().pointer(), null, null));
      into.secret.add(row);
      return true;
    }
    List<Violation> violations = form.schema().check(line);
    if (violations.isEmpty()) {
      into.lines.add(new BatchLine(row.line(), line));
      into.lineRows.add(row);
    } else {
      String reasons =
          violations.stream()
              .limit(MOST_REASONS)
              .map(Violation::toString)
              .collect(Collectors.joining("; "));
      fail(row, reasons, violations.getFirst().pointer(), into);
    }
    return true;
  }

  private static void unreadable(Row row, Checked into) {
    String fault = String.valueOf(row.fault());
    if (CardNumbers.isIn(row.text().get())) {
      into.failed.add(new LineError(row.line(), CARD_DATA, null, null, null));
      into.secret.add(row);
    } else {
      fail(row, fault, row.pointer(), into);
    }
  }

  private static void fail(Row row, String reason, @Nullable String pointer, Checked into) {
    into.failed.add(error(row, reason, pointer));
  }

  /** A line that failed, as it came. */
  static LineError error(Row row, String reason, @Nullable String pointer) {
    return new LineError(row.line(), clean(reason), pointer, null, clean(row.text().get()));
  }

  /** The store holds no NUL. */
  static String clean(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\ufffd');
  }
}
