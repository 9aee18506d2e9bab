package org.partnergateway.routes.batches.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.Iterator;
import java.util.List;
import org.partnergateway.contracts.json.StrictJson;

/**
 * CSV by RFC 4180, with any delimiter. The records of a block are read in one go; where they don't
 * come out one by one, each is read by itself, so that a broken one breaks no other.
 */
final class CsvRecords implements RowReader.Records {
  private final Heading heading;
  private final Columns columns;
  private final CsvReader.CsvReaderBuilder reader;

  CsvRecords(Heading heading, Columns columns) {
    this.heading = heading;
    this.columns = columns;
    this.reader = reader(heading.delimiter());
  }

  static CsvReader.CsvReaderBuilder reader(char delimiter) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .skipEmptyLines(true)
        .allowMissingFields(true)
        .allowExtraFields(true)
        .maxBufferSize(2 * Blocks.LONGEST);
  }

  @Override
  public void read(Block block, List<Row> into) {
    if (block.records().isEmpty()) {
      return;
    }
    boolean sound = block.records().stream().allMatch(span -> span.fault().isEmpty());
    if (!sound || !readAtOnce(block, into)) {
      into.clear();
      block.records().forEach(span -> into.add(readAlone(block, span)));
    }
  }

  private boolean readAtOnce(Block block, List<Row> into) {
    int start = block.records().getFirst().start();
    int end = block.records().getLast().end();
    String text = new String(block.bytes(), start, end - start, heading.charset());
    Iterator<Block.Span> spans = block.records().iterator();
    try (CsvReader<CsvRecord> records = reader.ofCsvRecord(text)) {
      for (CsvRecord csv : records) {
        if (isBlank(csv)) {
          continue;
        }
        if (!spans.hasNext()) {
          return false;
        }
        into.add(row(block, spans.next(), csv));
      }
      return !spans.hasNext();
    } catch (CsvParseException e) {
      return false;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isBlank(CsvRecord record) {
    return record.getFieldCount() == 1 && record.getField(0).isBlank();
  }

  private Row readAlone(Block block, Block.Span span) {
    if (!span.fault().isEmpty()) {
      return fault(block, span, span.fault());
    }
    String text = new String(block.bytes(), span.start(), span.length(), heading.charset());
    try (CsvReader<CsvRecord> records = reader.ofCsvRecord(text)) {
      List<CsvRecord> found = records.stream().limit(2).toList();
      return found.size() == 1
          ? row(block, span, found.getFirst())
          : fault(
              block,
              span,
              "The line has a carriage return that ends none; leave it out or quote it.");
    } catch (CsvParseException e) {
      return fault(block, span, "The line is not well-formed CSV: " + reason(e));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String reason(CsvParseException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  private Row fault(Block block, Block.Span span, String fault) {
    return RowReader.row(block, span, heading.charset(), null, fault, null);
  }

  private Row row(Block block, Block.Span span, CsvRecord record) {
    int count = record.getFieldCount();
    if (count != heading.names().size()) {
      return fault(
          block,
          span,
          "The line has %d fields, and the heading %d.".formatted(count, heading.names().size()));
    }
    ObjectNode content = StrictJson.nodes().objectNode();
    for (int i = 0; i < count; i++) {
      String field = record.getField(i);
      if (!field.isEmpty()) {
        columns.set(content, i, field);
      }
    }
    return RowReader.row(block, span, heading.charset(), content, null, null);
  }
}
