package org.partnergateway.routes.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.inbound.ErrandRunner;
import org.partnergateway.routes.inbound.InboxWorker;
import org.partnergateway.routes.operations.LookUps;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.sources.SourceIntake;
import org.partnergateway.routes.sources.SourceReaders;
import org.partnergateway.routes.store.inbox.Errands;
import org.partnergateway.routes.store.inbox.Inbox;
import org.partnergateway.routes.store.inbox.InboxWork;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Partners' queues and streams, and the news that messages only tell of. */
@Configuration(proxyBeanMethods = false)
public class SourceConfiguration {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  @Bean
  Errands errands(JdbcClient jdbc, InstantSource clock) {
    return new Errands(jdbc, clock);
  }

  @Bean
  RecurringWork fetchNews(
      Errands errands,
      PartnerRegistry partners,
      LookUps lookUps,
      Inbox inbox,
      InboxWork work,
      InboxWorker worker,
      TransactionTemplate transactions,
      InstantSource clock) {
    return new RecurringWork(
        "fetch-news",
        LOOK_EVERY,
        new ErrandRunner(errands, partners, lookUps, inbox, work, worker, transactions, clock));
  }

  @Bean(destroyMethod = "")
  SourceReaders sourceReaders(
      Definitions definitions,
      PartnerRegistry partners,
      Inbox inbox,
      InboxWork work,
      InboxWorker worker,
      TransactionTemplate transactions,
      MeterRegistry meters,
      InstantSource clock) {
    return new SourceReaders(
        partners.all(),
        definitions,
        origin ->
            new SourceIntake(
                origin.partner().id(),
                origin.source(),
                origin.kinds(),
                origin.partner().definition().cards(),
                inbox,
                work,
                transactions,
                meters,
                clock),
        worker,
        meters);
  }

  /** Read from when all is there until the gateway is told to stop. */
  @Bean
  SmartLifecycle reading(SourceReaders readers) {
    return new SmartLifecycle() {
      private volatile boolean running;

      @Override
      public void start() {
        readers.start();
        running = true;
      }

      @Override
      public void stop() {
        readers.close();
        running = false;
      }

      @Override
      public boolean isRunning() {
        return running;
      }

      @Override
      public int getPhase() {
        return Integer.MAX_VALUE;
      }
    };
  }
}
