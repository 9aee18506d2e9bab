package org.partnergateway.tests.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.partnergateway.tests.history.Buckets.Numbered;

/**
 * Judges a history. First it finds out which resource each answer and each effect is about, by the
 * operation records; then it looks at each thing by itself. What it holds in memory is a small part
 * of the history, however long that is.
 *
 * <p>As a program: {@code HistoryChecker <file>} prints the judgment, and fails when anything was
 * lost, duplicated, regressed or contradicted.
 */
public final class HistoryChecker {
  private static final int FEWEST_BUCKETS = 8;
  private static final int MOST_BUCKETS = 200;
  private static final long BYTES_A_BUCKET = 8L << 20;
  private static final String RESOURCE = "resource ";
  private static final String KEY = "key ";
  private static final String REFERENCE = "reference ";
  private static final String MESSAGE = "message ";
  private static final String ORDER = "order ";
  private static final String EVENT = "event ";

  private final Judgment judgment = new Judgment();
  private final Buckets joins;
  private final Buckets things;

  private HistoryChecker(Buckets joins, Buckets things) {
    this.joins = joins;
    this.things = things;
  }

  /** Prints what it finds, and ends with 1 when that is anything. */
  public static void main(String[] args) {
    if (args.length != 1) {
      System.err.println("Name the file that holds the history, one JSON object a line.");
      System.exit(2);
    }
    Judgment judgment = check(Path.of(args[0]));
    System.out.println(judgment.text());
    System.exit(judgment.isGood() ? 0 : 1);
  }

  /**
   * @param history a file of lines as {@link HistoryWriter} writes them
   */
  public static Judgment check(Path history) {
    try {
      Path scratch = Files.createTempDirectory("history");
      int buckets =
          (int) Math.clamp(Files.size(history) / BYTES_A_BUCKET + 1, FEWEST_BUCKETS, MOST_BUCKETS);
      try (Buckets joins = new Buckets(scratch, buckets);
          Buckets things = new Buckets(scratch, buckets)) {
        return new HistoryChecker(joins, things).run(history);
      } finally {
        Files.deleteIfExists(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot judge " + history, e);
    }
  }

  private Judgment run(Path history) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(history)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          sort(new Numbered(number, read(line, history, number)));
        }
      }
    }
    joins.forEach(this::join);
    things.forEach(this::judge);
    return judgment;
  }

  private static Entry read(String line, Path history, int number) {
    try {
      return Buckets.READER.readValue(line);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s:%d is no line of a history: %s".formatted(history, number, e.getMessage()), e);
    }
  }

  private void sort(Numbered line) throws IOException {
    Entry entry = line.entry();
    judgment.count(entry);
    if (entry instanceof Entry.Asked asked) {
      joins.add(KEY + asked.key(), line);
    } else if (entry instanceof Entry.Answered answered) {
      joins.add(KEY + answered.key(), line);
    } else if (entry instanceof Entry.Effect effect) {
      joins.add(REFERENCE + effect.reference(), line);
    } else if (entry instanceof Entry.Operation operation) {
      joins.add(KEY + operation.key(), line);
      joins.add(REFERENCE + operation.reference(), line);
    } else if (entry instanceof Entry.Resource resource) {
      things.add(RESOURCE + resource.id(), line);
      if (resource.kind().equals("order")) {
        for (String reference : resource.partnerRefs()) {
          things.add(ORDER + resource.partner() + " " + reference, line);
        }
      }
    } else if (entry instanceof Entry.Seen seen) {
      things.add(RESOURCE + seen.id(), line);
    } else if (entry instanceof Entry.Read event) {
      things.add(EVENT + event.event(), line);
      things.add(RESOURCE + event.subject(), line);
    } else if (entry instanceof Entry.Logged event) {
      things.add(EVENT + event.event(), line);
    } else {
      sortMessage(line);
    }
  }

  private void sortMessage(Numbered line) throws IOException {
    Entry entry = line.entry();
    if (entry instanceof Entry.Sent one) {
      things.add(MESSAGE + one.partner() + " " + one.message(), line);
    } else if (entry instanceof Entry.Acknowledged one) {
      things.add(MESSAGE + one.partner() + " " + one.message(), line);
    } else if (entry instanceof Entry.Stored one) {
      things.add(MESSAGE + one.partner() + " " + one.message(), line);
    } else if (entry instanceof Entry.Placed one) {
      things.add(ORDER + one.partner() + " " + one.order(), line);
    }
  }

  /** Puts what has one key, or one reference, to the resource that the operation record names. */
  private void join(String about, List<Numbered> lines) {
    String resource =
        lines.stream()
            .map(Numbered::entry)
            .filter(Entry.Operation.class::isInstance)
            .map(one -> ((Entry.Operation) one).resource())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    String thing = resource == null ? about : RESOURCE + resource;
    try {
      for (Numbered line : lines) {
        if (!(line.entry() instanceof Entry.Operation) || about.startsWith(KEY)) {
          things.add(thing, line);
        }
        if (line.entry() instanceof Entry.Effect effect
            && effect.resource() != null
            && !thing.equals(RESOURCE + effect.resource())) {
          things.add(RESOURCE + effect.resource(), line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot sort the history", e);
    }
  }

  private void judge(String about, List<Numbered> lines) {
    judge(new Group(about, lines.stream().map(Numbered::entry).toList(), judgment::add));
  }

  private void judge(Group group) {
    String about = group.about();
    if (about.startsWith(RESOURCE)) {
      ResourceRules.judge(group);
    } else if (about.startsWith(KEY)) {
      group.stream(Entry.Operation.class).forEach(one -> WriteRules.judge(group, one));
      if (!group.has(Entry.Operation.class)) {
        WriteRules.judgeUnrecorded(group, about.substring(KEY.length()));
      }
    } else if (about.startsWith(REFERENCE)) {
      if (group.has(Entry.Effect.class)) {
        group.found(
            Finding.Lie.CONTRADICTED, "something took effect that no operation record knows of");
      }
    } else if (about.startsWith(MESSAGE)) {
      MessageRules.judgeMessage(group);
    } else if (about.startsWith(ORDER)) {
      MessageRules.judgeOrder(group);
    } else {
      MessageRules.judgeEvent(group);
    }
  }
}
