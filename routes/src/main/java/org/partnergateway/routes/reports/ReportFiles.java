package org.partnergateway.routes.reports;

import java.io.ByteArrayInputStream;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.partnergateway.adapters.definition.PartnerDefinition;
import org.partnergateway.adapters.definition.ReportDefinition;
import org.partnergateway.routes.batches.Batches;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.files.FileHandler;
import org.partnergateway.routes.files.IncomingFile;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.store.batches.NewBatch;

/** Makes a batch of each report that a partner's channel brings. */
public final class ReportFiles implements FileHandler {
  private final Definitions definitions;
  private final Batches batches;

  public ReportFiles(Definitions definitions, Batches batches) {
    this.definitions = definitions;
    this.batches = batches;
  }

  @Override
  public String handles() {
    return "report";
  }

  @Override
  public Handled handle(IncomingFile file) {
    PartnerDefinition partner = definitions.partners().get(file.partner());
    Collection<ReportDefinition> all = partner == null ? List.of() : partner.reports().values();
    List<ReportDefinition> called =
        all.stream().filter(report -> matches(report.files(), file.name())).toList();
    if (called.size() != 1) {
      return new Handled(
          "%d of %s's reports have files of this name; see reports in its adapter file"
              .formatted(called.size(), file.partner()));
    }
    ReportDefinition report = called.getFirst();
    NewBatch batch =
        new NewBatch(
            report.kind(),
            file.partner(),
            file.partner(),
            report.name(),
            file.name(),
            report.format() == ReportDefinition.Format.CSV ? NewBatch.CSV : NewBatch.JSON_LINES,
            null);
    try {
      // By the file's id, so that it is one batch however often it is handled.
      batches.receive(batch, file.id(), new ByteArrayInputStream(file.content()), null);
      return Handled.TAKEN;
    } catch (ProblemException e) {
      return new Handled(e.problem().detail());
    }
  }

  static boolean matches(String pattern, String name) {
    StringBuilder regex = new StringBuilder();
    pattern
        .chars()
        .forEach(
            c ->
                regex.append(
                    switch (c) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(c));
                    }));
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
  }
}
