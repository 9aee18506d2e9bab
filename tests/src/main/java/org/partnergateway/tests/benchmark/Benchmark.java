package org.partnergateway.tests.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.tests.benchmark.report.Machine;
import org.partnergateway.tests.benchmark.report.Options;
import org.partnergateway.tests.benchmark.report.Report;
import org.partnergateway.tests.benchmark.sections.DurableSection;
import org.partnergateway.tests.benchmark.sections.EdiSection;
import org.partnergateway.tests.benchmark.sections.IntakeSection;
import org.partnergateway.tests.benchmark.sections.IsolationSection;
import org.partnergateway.tests.benchmark.sections.KafkaSection;
import org.partnergateway.tests.benchmark.sections.LimitsSection;
import org.partnergateway.tests.benchmark.sections.LookUpSection;
import org.partnergateway.tests.benchmark.sections.MappingSection;
import org.partnergateway.tests.benchmark.sections.OverloadSection;
import org.partnergateway.tests.benchmark.sections.PartnersSection;
import org.partnergateway.tests.benchmark.sections.SettlementsSection;
import org.partnergateway.tests.benchmark.sections.StartSection;
import org.springframework.util.FileSystemUtils;

/** Measures everything and prints the table: {@code mvn -Pbenchmark -DskipTests verify}. */
public final class Benchmark {
  private Benchmark() {}

  /** Options are system properties. */
  public static void main(String[] args) throws IOException {
    Options options = Options.ofSystem();
    Report report = new Report();
    List<String> machine = new ArrayList<>(Machine.describe());
    Path temporary = Files.createTempDirectory("benchmark");
    Path data = temporary.resolve("data");
    try {
      if (options.sections().contains("mapping")) {
        MappingSection.measure(options, report, temporary);
      }
      if (options.sections().contains("start")) {
        StartSection.measure(options, report, temporary.resolve("start-data"));
      }
      if (options.sections().contains("look-up")) {
        LookUpSection.measure(options, report, temporary, data);
      }
      if (options.sections().contains("intake")) {
        IntakeSection.measure(options, report, temporary, data);
      }
      if (options.sections().contains("isolation")) {
        IsolationSection.measure(options, report, data);
      }
      if (options.sections().contains("overload")) {
        OverloadSection.measure(options, report, data);
      }
      if (options.sections().contains("limits")) {
        LimitsSection.measure(options, report, data);
      }
      if (options.sections().contains("durable")) {
        DurableSection.measure(options, report, data);
      }
      if (options.sections().contains("partners")) {
        PartnersSection.measure(options, report, data);
      }
      if (options.sections().contains("kafka")) {
        KafkaSection.measure(options, report, data);
      }
      if (options.sections().contains("settlements")) {
        SettlementsSection.measure(
            options, report, temporary, temporary.resolve("settlements-data"));
      }
      if (options.sections().contains("edi")) {
        EdiSection.measure(options, report, temporary);
      }
      report.finish(machine, options.output());
    } finally {
      FileSystemUtils.deleteRecursively(temporary);
    }
  }
}
