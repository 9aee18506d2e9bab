package org.partnergateway.tests.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Writes a history to a file, a line at a time, in the order in which it is told. Thread-safe. */
public final class HistoryWriter implements AutoCloseable {
  private static final ObjectWriter JSON = new ObjectMapper().writerFor(Entry.class);

  private final BufferedWriter out;
  private final Map<String, Long> counts = new TreeMap<>();

  /**
   * @param file begun anew
   */
  public HistoryWriter(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      out = Files.newBufferedWriter(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  public void add(Entry entry) {
    try {
      String line = JSON.writeValueAsString(entry);
      synchronized (this) {
        out.write(line);
        out.write('\n');
        counts.merge(entry.getClass().getSimpleName(), 1L, Long::sum);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the history cannot be written on", e);
    }
  }

  /** How many lines of a kind there are. */
  public synchronized long count(Class<? extends Entry> kind) {
    Long count = counts.get(kind.getSimpleName());
    return count == null ? 0 : count;
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the history cannot be closed", e);
    }
  }
}
