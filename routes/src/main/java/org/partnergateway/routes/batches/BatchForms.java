package org.partnergateway.routes.batches;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.contracts.schema.MessageSchema;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.routes.batches.rows.FileRefusedException;
import org.partnergateway.routes.batches.rows.SchemaShape;
import org.partnergateway.routes.batches.rows.Shape;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.batches.NewBatch;

/** What kinds of batches there are, and in which forms they come. */
public final class BatchForms {
  private static final String SCHEMAS = "contracts/canonical/schemas/";

  private final Map<String, Known> kinds = new TreeMap<>();
  private final PartnerRegistry partners;
  private final @Nullable Reports reports;

  private record Known(BatchKind kind, MessageSchema schema, Shape shape) {}

  /**
   * @param reports null when there are none
   */
  public BatchForms(
      List<BatchKind> kinds,
      SchemaLibrary schemas,
      PartnerRegistry partners,
      @Nullable Reports reports) {
    this.partners = partners;
    this.reports = reports;
    for (BatchKind kind : kinds) {
      String path = SCHEMAS + kind.lineSchema();
      Known known =
          new Known(kind, schemas.schema(path, ""), SchemaShape.of(schemas.documents(), path));
      if (this.kinds.put(kind.name(), known) != null) {
        throw new IllegalStateException("two kinds of batches are called " + kind.name());
      }
    }
  }

  /**
   * @throws ProblemException when there is no such kind, partner or report
   */
  BatchForm of(NewBatch asked) {
    Known known = kinds.get(asked.kind());
    if (known == null) {
      throw refused("There is no kind", asked.kind(), kinds.keySet().stream().toList());
    }
    String partner = asked.partner();
    if (partner != null && partners.find(partner) == null) {
      throw refused(
          "No partner is configured as",
          partner,
          partners.all().stream().map(p -> p.id()).sorted().toList());
    }
    return new BatchForm(asked, known.kind(), known.schema(), known.shape(), report(asked));
  }

  private @Nullable ReportForm report(NewBatch asked) {
    if (asked.report() == null) {
      return null;
    }
    if (asked.partner() == null) {
      throw Problem.of(
              ProblemType.INVALID_PARAMETER, "Name the partner whose report it is: partner=…")
          .exception();
    }
    ReportForm found =
        reports == null ? null : reports.find(asked.kind(), asked.partner(), asked.report());
    if (found == null) {
      throw refused(
          "%s has no report of %s called".formatted(asked.partner(), asked.kind()),
          asked.report(),
          reports == null ? List.of() : reports.names(asked.kind(), asked.partner()));
    }
    if (asked.isCsv() != found.layout() instanceof ReportForm.Csv) {
      throw new FileRefusedException(
          "The report '%s' is %s; send it as that."
              .formatted(asked.report(), asked.isCsv() ? NewBatch.JSON_LINES : NewBatch.CSV));
    }
    return found;
  }

  private static ProblemException refused(String what, String word, List<String> known) {
    return Problem.of(
            ProblemType.INVALID_PARAMETER,
            "%s '%s'%s. Known are %s."
                .formatted(
                    what,
                    word,
                    Spelling.nearest(word, known)
                        .map(n -> "; did you mean '" + n + "'?")
                        .orElse(""),
                    known.isEmpty() ? "none" : String.join(", ", known)))
        .exception();
  }
}
