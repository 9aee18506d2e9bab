package org.partnergateway.routes.batches;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.schema.MessageSchema;
import org.partnergateway.routes.batches.rows.CanonicalColumns;
import org.partnergateway.routes.batches.rows.Columns;
import org.partnergateway.routes.batches.rows.FileRefusedException;
import org.partnergateway.routes.batches.rows.Heading;
import org.partnergateway.routes.batches.rows.Preflight;
import org.partnergateway.routes.batches.rows.RowReader;
import org.partnergateway.routes.batches.rows.Shape;
import org.partnergateway.routes.batches.rows.TextColumns;
import org.partnergateway.routes.store.batches.NewBatch;

/**
 * How the file of a batch is read.
 *
 * @param kind what its lines are
 * @param schema what every line satisfies
 * @param shape what columns may be named
 * @param report the partner's own form; null when the file is canonical
 */
record BatchForm(
    NewBatch asked,
    BatchKind kind,
    MessageSchema schema,
    Shape shape,
    @Nullable ReportForm report) {

  /** Where reading begins. */
  record Start(long position, long line, @Nullable Heading heading) {}

  /**
   * Looks at the beginning of the file.
   *
   * @throws FileRefusedException when it is not what it says
   */
  Start start(byte[] head, int length) {
    if (!asked.isCsv()) {
      Preflight.jsonLines(head, length);
      return new Start(Preflight.start(head, length), 0, null);
    }
    Heading heading =
        Preflight.csv(head, length, delimiter(), charset(), report == null ? canonical() : null);
    if (report != null && report.layout() instanceof ReportForm.Csv csv) {
      for (String column : csv.columns()) {
        if (!heading.names().contains(column)) {
          throw new FileRefusedException(
              "The heading lacks the column '%s', which the report '%s' has; it has %s."
                  .formatted(column, asked.report(), heading.names()));
        }
      }
    }
    return new Start(heading.position(), heading.line(), heading);
  }

  RowReader reader(Start start, InputStream in, long position, long line, int most) {
    Heading heading = start.heading();
    if (heading == null) {
      return RowReader.json(in, position, line, most);
    }
    Columns columns =
        report == null
            ? CanonicalColumns.of(heading.names(), shape)
            : new TextColumns(heading.names());
    return RowReader.csv(in, position, line, most, heading, columns);
  }

  /** Whether the mapping of every row is given the file's first one. */
  boolean wantsFirstRow() {
    return report != null && report.firstRow();
  }

  private @Nullable Character delimiter() {
    String said = asked.delimiter();
    if (said != null) {
      return said.equals("tab") ? '\t' : said.charAt(0);
    }
    return report != null && report.layout() instanceof ReportForm.Csv csv ? csv.delimiter() : null;
  }

  Charset charset() {
    return report != null && report.layout() instanceof ReportForm.Csv csv
        ? csv.charset()
        : StandardCharsets.UTF_8;
  }

  /** The member by which a line names whom it is about; null when lines name nobody. */
  @Nullable String partnerMember() {
    if (shape.member("partner") != null) {
      return "partner";
    }
    return shape.member("carrier") == null ? null : "carrier";
  }

  /** What every line says of the batch needn't be in the heading. */
  private Shape canonical() {
    String given = asked.partner() == null ? null : partnerMember();
    if (given == null) {
      return shape;
    }
    Set<String> required = new LinkedHashSet<>(shape.required());
    required.remove(given);
    return new Given(shape, required);
  }

  private record Given(Shape shape, Collection<String> required) implements Shape {
    @Override
    public @Nullable Shape items() {
      return shape.items();
    }

    @Override
    public @Nullable Shape member(String name) {
      return shape.member(name);
    }

    @Override
    public Collection<String> names() {
      return shape.names();
    }

    @Override
    public @Nullable Leaf leaf() {
      return shape.leaf();
    }
  }
}
