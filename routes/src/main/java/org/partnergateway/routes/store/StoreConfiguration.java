package org.partnergateway.routes.store;

import com.zaxxer.hikari.HikariConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.partnergateway.routes.store.events.EventBell;
import org.partnergateway.routes.store.events.EventHold;
import org.partnergateway.routes.store.events.EventLog;
import org.partnergateway.routes.store.events.EventOrder;
import org.partnergateway.routes.store.events.EventReader;
import org.partnergateway.routes.store.inbox.Inbox;
import org.partnergateway.routes.store.inbox.InboxReader;
import org.partnergateway.routes.store.inbox.InboxRetention;
import org.partnergateway.routes.store.inbox.InboxWork;
import org.partnergateway.routes.store.ledger.Documents;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.TrackingEvents;
import org.partnergateway.routes.store.operations.ContractViolations;
import org.partnergateway.routes.store.operations.Heartbeat;
import org.partnergateway.routes.store.operations.OperationClaims;
import org.partnergateway.routes.store.operations.OperationReader;
import org.partnergateway.routes.store.operations.Operations;
import org.partnergateway.routes.store.postgres.Durability;
import org.partnergateway.routes.store.postgres.EmbeddedStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The store as beans: on the server that {@code spring.datasource.url} names; without it, on an
 * embedded one under {@code gateway.data-directory}. Flyway, JdbcClient and the transaction manager
 * are Spring Boot's, on whichever it is.
 */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {
  private static final int CONNECTIONS = 23;
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

  @Bean
  @ConditionalOnMissingBean(InstantSource.class)
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Ids ids(InstantSource clock) {
    return new Ids(clock);
  }

  /** Before the first migration: a store that could lose what is acknowledged is refused. */
  @Bean
  FlywayMigrationStrategy migrateWhenDurable(DataSource dataSource) {
    return flyway -> {
      Durability.require(dataSource);
      flyway.migrate();
    };
  }

  @Bean
  Inbox inbox(JdbcTemplate jdbc, TransactionTemplate transactions, InstantSource clock) {
    return new Inbox(jdbc, transactions, clock);
  }

  @Bean
  InboxWork inboxWork(JdbcTemplate jdbc, InstantSource clock) {
    return new InboxWork(jdbc, clock);
  }

  @Bean
  InboxReader inboxReader(JdbcClient jdbc) {
    return new InboxReader(jdbc);
  }

  /** Beats as long as operations may be running. */
  @Bean(destroyMethod = "close")
  Heartbeat heartbeat(JdbcClient jdbc) {
    return Heartbeat.start(jdbc);
  }

  @Bean
  Operations operations(JdbcClient jdbc, InstantSource clock, Heartbeat heartbeat) {
    return new Operations(jdbc, clock, heartbeat.process());
  }

  @Bean
  OperationClaims operationClaims(JdbcClient jdbc, InstantSource clock, Heartbeat heartbeat) {
    return new OperationClaims(jdbc, clock, heartbeat.process());
  }

  @Bean
  OperationReader operationReader(JdbcClient jdbc) {
    return new OperationReader(jdbc);
  }

  @Bean
  ContractViolations contractViolations(JdbcClient jdbc, InstantSource clock) {
    return new ContractViolations(jdbc, clock);
  }

  @Bean
  Ledger ledger(JdbcClient jdbc, InstantSource clock) {
    return new Ledger(jdbc, clock);
  }

  @Bean
  TrackingEvents trackingEvents(JdbcTemplate jdbc) {
    return new TrackingEvents(jdbc);
  }

  @Bean
  Documents documents(JdbcClient jdbc, InstantSource clock) {
    return new Documents(jdbc, clock);
  }

  @Bean
  EventLog eventLog(JdbcTemplate jdbc) {
    return new EventLog(jdbc);
  }

  @Bean
  EventOrder eventOrder(JdbcTemplate jdbc, TransactionTemplate transactions) {
    return new EventOrder(jdbc, transactions);
  }

  @Bean(destroyMethod = "close")
  EventBell eventBell(EventLog log, EventOrder order) {
    return EventBell.start(log, order);
  }

  @Bean
  EventReader eventReader(JdbcClient jdbc, EventOrder order) {
    return new EventReader(jdbc, order);
  }

  @Bean
  Retention.Periods retentionPeriods(
      @Value("${gateway.inbox.keep-for:30d}") String inbox,
      @Value("${gateway.events.keep-for:90d}") String events) {
    return new Retention.Periods(
        DurationStyle.detectAndParse(inbox), DurationStyle.detectAndParse(events));
  }

  @Bean
  Retention retention(
      JdbcTemplate jdbc,
      EventOrder order,
      ObjectProvider<EventHold> hold,
      Retention.Periods periods,
      InstantSource clock) {
    return new Retention(
        new InboxRetention(jdbc), order, hold.getIfAvailable(() -> EventHold.NONE), periods, clock);
  }

  /** Only when no server is named. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(NoServerNamed.class)
  static class Embedded {
    /**
     * After the definitions and settings: what is wrong with them is told before a server is
     * started.
     */
    @Bean
    @DependsOn({
      "partnerRegistry",
      "callers",
      "retentionPeriods",
      "webhookLimits",
      "webhookSecretBox",
      "webhookEgress",
      "kafkaSettings"
    })
    EmbeddedStore embeddedStore(
        @Value("${gateway.data-directory:./data}") Path directory,
        @Value("${gateway.programs-directory:}") String programs) {
      return EmbeddedStore.start(
          directory, programs.isEmpty() ? EmbeddedStore.defaultPrograms() : Path.of(programs));
    }

    @Bean(destroyMethod = "close")
    SharedDataSource dataSource(
        EmbeddedStore store, Environment environment, ObjectProvider<MeterRegistry> meters) {
      HikariConfig settings = settings(environment, meters);
      settings.setJdbcUrl(store.jdbcUrl());
      settings.setUsername(store.user());
      settings.setPassword(store.password());
      return new SharedDataSource(settings);
    }
  }

  /** When a server is named. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(ServerNamed.class)
  static class Named {
    @Bean(destroyMethod = "close")
    SharedDataSource dataSource(
        DataSourceProperties server,
        Environment environment,
        ObjectProvider<MeterRegistry> meters) {
      HikariConfig settings = settings(environment, meters);
      settings.setJdbcUrl(server.determineUrl());
      settings.setUsername(server.determineUsername());
      settings.setPassword(server.determinePassword());
      return new SharedDataSource(settings);
    }
  }

  private static HikariConfig settings(
      Environment environment, ObjectProvider<MeterRegistry> meters) {
    HikariConfig settings = new HikariConfig();
    settings.setMaximumPoolSize(CONNECTIONS);
    // A caller is better told at once that the store is away.
    settings.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    meters.ifAvailable(settings::setMetricRegistry);
    Binder.get(environment).bind("spring.datasource.hikari", Bindable.ofInstance(settings));
    return settings;
  }
}
