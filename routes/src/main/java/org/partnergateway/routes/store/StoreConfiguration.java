package org.partnergateway.routes.store;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.partnergateway.routes.store.events.EventLog;
import org.partnergateway.routes.store.events.EventReader;
import org.partnergateway.routes.store.inbox.Inbox;
import org.partnergateway.routes.store.inbox.InboxReader;
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
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The store as beans. With {@code spring.datasource.url} Spring Boot makes the data source; without
 * it, an embedded server under {@code gateway.data-directory} is started. Flyway, JdbcClient and
 * the transaction manager are Spring Boot's, on whichever it is.
 */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {

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
  EventReader eventReader(JdbcClient jdbc) {
    return new EventReader(jdbc);
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
    @DependsOn({"partnerRegistry", "callers"})
    EmbeddedStore embeddedStore(
        @Value("${gateway.data-directory:./data}") Path directory,
        @Value("${gateway.programs-directory:}") String programs) {
      return EmbeddedStore.start(
          directory, programs.isEmpty() ? EmbeddedStore.defaultPrograms() : Path.of(programs));
    }

    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource dataSource(EmbeddedStore store) {
      HikariDataSource pool = new HikariDataSource();
      pool.setJdbcUrl(store.jdbcUrl());
      pool.setUsername(store.user());
      pool.setPassword(store.password());
      pool.setPoolName("store");
      pool.setMaximumPoolSize(20);
      // A caller is better told at once that the store is away.
      pool.setConnectionTimeout(5_000);
      return pool;
    }
  }
}
