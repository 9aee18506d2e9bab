package org.partnergateway.routes.reports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.PartnerDefinition;
import org.partnergateway.adapters.definition.ReportDefinition;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.batches.ReportForm;
import org.partnergateway.routes.batches.Reports;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.outbound.PartnerRegistry;

/**
 * The reports of all partners. A partner need not be configured: its file can be read though
 * nothing is asked of it.
 */
public final class PartnerReports implements Reports {
  private record Key(String kind, String partner, String name) {}

  private final Map<Key, ReportForm> forms = new HashMap<>();

  /**
   * @param partners those that are configured, for their settings
   */
  public PartnerReports(Definitions definitions, PartnerRegistry partners) {
    for (PartnerDefinition definition : definitions.partners().values()) {
      for (ReportDefinition report : definition.reports().values()) {
        forms.put(
            new Key(report.kind(), definition.id(), report.name()),
            form(definitions, definition, report, settings(definition, partners)));
      }
    }
  }

  /** Before the operator says anything, a setting is what its default is. */
  private static ObjectNode settings(PartnerDefinition definition, PartnerRegistry partners) {
    Partner configured = partners.find(definition.id());
    if (configured != null) {
      return PartnerRegistry.settings(configured);
    }
    ObjectNode settings = StrictJson.nodes().objectNode();
    definition
        .settings()
        .forEach(
            (name, setting) -> {
              if (setting.fallback() != null) {
                settings.put(name, setting.fallback());
              }
            });
    return settings;
  }

  private static ReportForm form(
      Definitions definitions,
      PartnerDefinition partner,
      ReportDefinition report,
      ObjectNode settings) {
    ReportForm.Layout layout =
        switch (report.format()) {
          case CSV -> new ReportForm.Csv(report.delimiter(), report.encoding(), report.columns());
          case JSON_LINES -> new ReportForm.JsonLines();
        };
    return new ReportForm(
        layout,
        new ReportRows(
            definitions.rowSchema(partner.id(), report),
            definitions.mappings().mapping(Definitions.reportMapping(partner.id(), report.name())),
            settings),
        report.firstRow());
  }

  @Override
  public @Nullable ReportForm find(String kind, String partner, String name) {
    return forms.get(new Key(kind, partner, name));
  }

  @Override
  public List<String> names(String kind, String partner) {
    return forms.keySet().stream()
        .filter(key -> key.kind().equals(kind) && key.partner().equals(partner))
        .map(Key::name)
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}
