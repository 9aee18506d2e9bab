package org.partnergateway.tests.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Entries sorted by what they are about into so many files that each fits into memory. They are
 * given in the order of their numbers.
 */
final class Buckets implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectWriter WRITER = MAPPER.writerFor(Entry.class);
  static final ObjectReader READER = MAPPER.readerFor(Entry.class);

  private final List<Path> files = new ArrayList<>();
  private final List<BufferedWriter> writers = new ArrayList<>();

  /**
   * @param directory where the files go; they are removed when this is closed
   */
  Buckets(Path directory, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Path file = Files.createTempFile(directory, "bucket", ".jsonl");
      files.add(file);
      writers.add(Files.newBufferedWriter(file));
    }
  }

  /** An entry and its line in the history. */
  record Numbered(long line, Entry entry) {}

  /**
   * @param about without a tab
   */
  void add(String about, Numbered entry) throws IOException {
    BufferedWriter writer = writers.get(Math.floorMod(about.hashCode(), writers.size()));
    writer.write(about);
    writer.write('\t');
    writer.write(Long.toString(entry.line));
    writer.write('\t');
    writer.write(WRITER.writeValueAsString(entry.entry));
    writer.write('\n');
  }

  /** Gives all groups, each once and whole. Nothing can be added any more. */
  void forEach(BiConsumer<String, List<Numbered>> use) throws IOException {
    for (BufferedWriter writer : writers) {
      writer.close();
    }
    for (Path file : files) {
      Map<String, List<Numbered>> groups = new LinkedHashMap<>();
      try (BufferedReader reader = Files.newBufferedReader(file)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          String[] parts = line.split("\t", 3);
          groups
              .computeIfAbsent(parts[0], about -> new ArrayList<>())
              .add(new Numbered(Long.parseLong(parts[1]), READER.readValue(parts[2])));
        }
      }
      groups.values().forEach(group -> group.sort(Comparator.comparingLong(Numbered::line)));
      groups.forEach(use);
    }
  }

  @Override
  public void close() throws IOException {
    for (BufferedWriter writer : writers) {
      writer.close();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
