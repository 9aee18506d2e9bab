package org.partnergateway.routes.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Set;
import org.partnergateway.adapters.policy.PolicyRegistry;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.routes.admission.InboundLimits;
import org.partnergateway.routes.files.As2Intake;
import org.partnergateway.routes.files.As2Links;
import org.partnergateway.routes.files.As2Receipts;
import org.partnergateway.routes.files.As2Step;
import org.partnergateway.routes.files.As2Works;
import org.partnergateway.routes.files.FileChannels;
import org.partnergateway.routes.files.FileIntake;
import org.partnergateway.routes.files.FileWorks;
import org.partnergateway.routes.http.HeaderFirewall;
import org.partnergateway.routes.steps.StepFactory;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.files.FileChunks;
import org.partnergateway.routes.store.files.FileLooks;
import org.partnergateway.routes.store.files.FileReceipts;
import org.partnergateway.routes.store.files.PartnerFiles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Files by AS2. */
@Configuration(proxyBeanMethods = false)
public class As2Configuration {
  @Bean
  FileReceipts fileReceipts(JdbcClient jdbc, InstantSource clock) {
    return new FileReceipts(jdbc, clock);
  }

  @Bean(destroyMethod = "close")
  As2Links as2Links(FileChannels channels, Vertx vertx, PolicyRegistry policies) {
    Problems problems = new Problems();
    As2Links links = new As2Links(channels, vertx, policies, problems);
    problems.throwIfAny();
    return links;
  }

  @Bean
  As2Receipts as2Receipts(PartnerFiles files, TransactionTemplate transactions) {
    return new As2Receipts(files, transactions);
  }

  @Bean
  StepFactory as2Step(
      As2Links links,
      FileIntake intake,
      PartnerFiles files,
      FileReceipts receipts,
      As2Receipts judged,
      TransactionTemplate transactions,
      InboundLimits limits,
      Ids ids,
      InstantSource clock) {
    return new As2Step(
        links, new As2Intake(intake, files, receipts, transactions), judged, limits, ids, clock);
  }

  /** What an AS2 answer carries besides. */
  @Bean
  HeaderFirewall as2Firewall() {
    return new HeaderFirewall(
        Set.of("as2-version", "as2-from", "as2-to", "message-id", "mime-version"));
  }

  @Bean
  RecurringWork.Group as2Work(
      As2Links links,
      As2Receipts judged,
      FileReceipts receipts,
      PartnerFiles files,
      FileChunks chunks,
      FileLooks looks,
      FileIntake intake,
      MeterRegistry meters,
      InstantSource clock) {
    return new RecurringWork.Group(
        As2Works.of(
                links,
                judged,
                receipts,
                new FileWorks.Store(files, chunks, looks, intake),
                meters,
                clock)
            .stream()
            .map(work -> new RecurringWork(work.name(), work.pause(), work.work()))
            .toList());
  }
}
