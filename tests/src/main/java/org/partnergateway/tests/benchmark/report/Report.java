package org.partnergateway.tests.benchmark.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table, row by row. */
public final class Report {
  /** Of times and sizes. */
  public static final String LESS_IS_BETTER = "less is better";

  private static final List<String> HEAD =
      List.of("what", "gateway", "beside it", "gateway / beside it (least to most)", "aim");

  private final List<String> notes = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>(List.of(HEAD));

  /** A line below the table. */
  public void note(String note) {
    notes.add(note);
    System.out.println("  " + note);
  }

  /**
   * A row.
   *
   * @param ours of the gateway, round by round
   * @param peer the name of what it is compared with
   * @param theirs of that, round by round
   * @param unit of both
   * @param aim what the ratio ought to be; empty where nothing is aimed at
   */
  public void compare(
      String what, Series ours, String peer, Series theirs, String unit, String aim) {
    Series ratios = ours.dividedBy(theirs);
    add(
        what,
        number(ours.median()) + " " + unit,
        peer + " " + number(theirs.median()) + " " + unit,
        String.format(
            Locale.ROOT, "%.2f (%.2f to %.2f)", ratios.median(), ratios.least(), ratios.most()),
        aim);
  }

  /** A row of the gateway alone. */
  public void add(String what, String ours) {
    add(what, ours, "", "", "");
  }

  private void add(String... row) {
    rows.add(List.of(row));
    System.out.println("  " + String.join(" | ", row));
  }

  /** Three digits that count, or all before the point. */
  public static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  /** Prints the whole as Markdown, and keeps it as {@code report.md}. */
  public void finish(List<String> machine, Path output) {
    StringBuilder text = new StringBuilder("\n");
    machine.forEach(line -> text.append("- ").append(line).append('\n'));
    text.append('\n').append(table()).append('\n');
    notes.forEach(line -> text.append("- ").append(line).append('\n'));
    System.out.print(text);
    try {
      Files.createDirectories(output);
      Files.writeString(output.resolve("report.md"), text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report", e);
    }
  }

  private String table() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append('|');
      for (int column = 0; column < HEAD.size(); column++) {
        text.append(' ').append(padded(row.get(column), width(column))).append(" |");
      }
      text.append('\n');
      if (row.equals(HEAD)) {
        for (int column = 0; column < HEAD.size(); column++) {
          text.append("|").append("-".repeat(width(column) + 2));
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
