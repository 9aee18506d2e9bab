package org.partnergateway.routes.definitions;

import java.util.List;
import org.partnergateway.adapters.definition.PartnerDefinition;
import org.partnergateway.adapters.definition.ReportDefinition;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.Problems;

/** Whether a report has the schema of its rows, and its mapping. */
final class ReportCheck {
  private final Definitions definitions;
  private final Problems problems;

  ReportCheck(Definitions definitions, Problems problems) {
    this.definitions = definitions;
    this.problems = problems;
  }

  /**
   * @return the files that it uses, whether they are there or not
   */
  List<String> check(PartnerDefinition partner, ReportDefinition report) {
    String pointer = "/reports/" + report.name();
    String contract = Definitions.PartnerContracts.path(partner.id(), report.contract());
    String mapping = Definitions.reportMapping(partner.id(), report.name());
    if (definitions.tree().find(contract).isEmpty()) {
      problems.add(partner.source().problem(pointer + "/contract", "there is no file " + contract));
    } else {
      try {
        definitions.schemas().schema(contract, "");
      } catch (DefinitionException e) {
        problems.addAll(e.problems());
      }
    }
    if (definitions.tree().find(mapping).isEmpty()) {
      problems.add(
          partner.source().problem(pointer, "it has no mapping: " + mapping + " is missing"));
    }
    return List.of(contract, mapping);
  }
}
