package org.partnergateway.routes.wiring;

import java.time.Duration;
import java.time.InstantSource;
import org.partnergateway.routes.api.SettlementsApi;
import org.partnergateway.routes.batches.BatchKind;
import org.partnergateway.routes.batches.Reports;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.reports.PartnerReports;
import org.partnergateway.routes.settlements.LedgerFollower;
import org.partnergateway.routes.settlements.SettlementComparison;
import org.partnergateway.routes.settlements.SettlementParts;
import org.partnergateway.routes.store.events.EventOrder;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.settlements.Differences;
import org.partnergateway.routes.store.settlements.FollowedEvents;
import org.partnergateway.routes.store.settlements.LineMatches;
import org.partnergateway.routes.store.settlements.SettlementLines;
import org.partnergateway.routes.store.settlements.SettlementReader;
import org.partnergateway.routes.store.settlements.SettlementSums;
import org.partnergateway.routes.store.settlements.Settlements;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What partners paid out. */
@Configuration(proxyBeanMethods = false)
public class SettlementsConfiguration {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration FOLLOW_EVERY = Duration.ofSeconds(2);
  private static final Duration LOOK_EVERY = Duration.ofHours(1);

  @Bean
  Settlements settlements(JdbcClient jdbc, InstantSource clock) {
    return new Settlements(jdbc, clock);
  }

  @Bean
  Differences settlementDifferences(JdbcClient jdbc, InstantSource clock) {
    return new Differences(jdbc, clock);
  }

  @Bean
  BatchKind settlementBatches(
      Definitions definitions,
      LedgerWriter ledger,
      Settlements settlements,
      JdbcTemplate jdbc,
      InstantSource clock) {
    return SettlementParts.kind(
        definitions.partners().keySet(), ledger, settlements, new SettlementLines(jdbc), clock);
  }

  @Bean
  Reports reports(Definitions definitions, PartnerRegistry partners) {
    return new PartnerReports(definitions, partners);
  }

  @Bean
  SettlementsApi settlementsApi(Settlements settlements, JdbcClient jdbc) {
    return new SettlementsApi(settlements, new SettlementReader(jdbc));
  }

  @Bean
  SettlementComparison settlementComparison(
      Settlements settlements,
      Differences differences,
      Ledger ledger,
      LedgerWriter writer,
      JdbcClient jdbc,
      TransactionTemplate transactions,
      InstantSource clock) {
    return new SettlementComparison(
        settlements,
        new LineMatches(jdbc),
        differences,
        new SettlementSums(jdbc),
        ledger,
        writer,
        transactions,
        clock);
  }

  @Bean
  LedgerFollower settlementFollower(
      Settlements settlements,
      Differences differences,
      EventOrder order,
      GatewayProperties properties,
      JdbcClient jdbc,
      TransactionTemplate transactions,
      InstantSource clock) {
    return new LedgerFollower(
        new FollowedEvents(jdbc, order),
        new LineMatches(jdbc),
        settlements,
        differences,
        properties.settlements().missingAfter(),
        transactions,
        clock);
  }

  @Bean
  RecurringWork compareSettlements(SettlementComparison comparison) {
    return new RecurringWork("compare-settlements", SOON, comparison::run);
  }

  @Bean
  RecurringWork followLedger(LedgerFollower follower) {
    return new RecurringWork("match-settlements", FOLLOW_EVERY, follower::run);
  }

  @Bean
  RecurringWork findNotSettled(LedgerFollower follower) {
    return new RecurringWork("find-not-settled", LOOK_EVERY, follower::findNotSettled);
  }
}
