package org.partnergateway.routes.batches.rows;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds a CSV file's heading and with it the delimiter. */
final class Headings {
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

  private final byte[] head;
  private final int length;
  private final Charset charset;
  private final @Nullable Shape shape;

  Headings(byte[] head, int length, Charset charset, @Nullable Shape shape) {
    this.head = head;
    this.length = length;
    this.charset = charset;
    this.shape = shape;
  }

  Heading find(int first, @Nullable Character declared) {
    Heading heading = declared == null ? likely(first) : read(first, declared);
    if (heading == null) {
      throw new FileRefusedException(
          "The heading is not well-formed CSV within %d bytes.".formatted(Preflight.HEAD));
    }
    refuseOtherDelimiter(first, heading);
    check(heading.names());
    return heading;
  }

  /** Of the delimiters that make known columns, else of all, that which makes the most. */
  private @Nullable Heading likely(int first) {
    Heading best = null;
    boolean bestFits = false;
    for (char delimiter : DELIMITERS) {
      Heading heading = read(first, delimiter);
      if (heading != null) {
        boolean fits = fits(heading);
        boolean more = best == null || heading.names().size() > best.names().size();
        if (fits && !bestFits || fits == bestFits && more) {
          best = heading;
          bestFits = fits;
        }
      }
    }
    return best;
  }

  private boolean fits(Heading heading) {
    return shape != null && CanonicalColumns.fit(heading.names(), shape);
  }

  /** The declared one makes one column of all, and another would not. */
  private void refuseOtherDelimiter(int first, Heading heading) {
    if (heading.names().size() > 1) {
      return;
    }
    for (char other : DELIMITERS) {
      Heading better = other == heading.delimiter() ? null : read(first, other);
      if (better != null && better.names().size() > 1) {
        throw new FileRefusedException(
            "With the delimiter '%s' the heading is one column, '%s'; did you mean delimiter=%s?"
                .formatted(shown(heading.delimiter()), heading.names().getFirst(), shown(other)));
      }
    }
  }

  static String shown(char delimiter) {
    return delimiter == '\t' ? "tab" : String.valueOf(delimiter);
  }

  private void check(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.isBlank()) {
        throw new FileRefusedException("Column %d of the heading has no name.".formatted(i + 1));
      }
      if (!seen.add(name)) {
        throw new FileRefusedException("The heading has the column '%s' twice.".formatted(name));
      }
    }
    if (shape != null) {
      CanonicalColumns.of(names, shape);
      for (String needed : shape.required()) {
        if (names.stream().noneMatch(n -> n.equals(needed) || n.startsWith(needed + "."))) {
          throw new FileRefusedException(
              "The heading lacks the column '%s', which every line needs.".formatted(needed));
        }
      }
    }
  }

  private @Nullable Heading read(int first, char delimiter) {
    int end = Framing.csv(delimiter).end(head, first, length);
    if (end == Framing.UNFINISHED && length == Preflight.HEAD) {
      return null;
    }
    int last = end == Framing.UNFINISHED ? length : end;
    String text = new String(head, first, last - first, charset);
    try (CsvReader<CsvRecord> reader = CsvRecords.reader(delimiter).ofCsvRecord(text)) {
      List<CsvRecord> records = reader.stream().limit(2).toList();
      if (records.size() != 1) {
        throw new FileRefusedException(
            "The lines end with carriage returns alone; write line feeds.");
      }
      return new Heading(
          delimiter,
          charset,
          records.getFirst().getFields().stream().map(String::strip).toList(),
          last,
          lines(last));
    } catch (CsvParseException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long lines(int end) {
    long lines = 0;
    for (int i = 0; i < end; i++) {
      if (head[i] == '\n') {
        lines++;
      }
    }
    return head[end - 1] == '\n' ? lines : lines + 1;
  }
}
