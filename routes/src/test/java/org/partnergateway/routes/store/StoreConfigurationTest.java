package org.partnergateway.routes.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.routes.store.events.EventLog;
import org.partnergateway.routes.store.events.EventReader;
import org.partnergateway.routes.store.inbox.Inbox;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.operations.Operations;
import org.partnergateway.routes.store.postgres.EmbeddedStore;
import org.partnergateway.routes.store.postgres.StoreUnavailable;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

final class StoreConfigurationTest {
  @RegisterExtension static final StoreDatabase DATABASE = new StoreDatabase();

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  DataSourceAutoConfiguration.class,
                  DataSourceTransactionManagerAutoConfiguration.class,
                  JdbcTemplateAutoConfiguration.class,
                  JdbcClientAutoConfiguration.class,
                  TransactionAutoConfiguration.class,
                  FlywayAutoConfiguration.class))
          .withBean("partnerRegistry", Object.class, Object::new)
          .withBean("callers", Object.class, Object::new)
          .withBean("webhookLimits", Object.class, Object::new)
          .withBean("webhookSecretBox", Object.class, Object::new)
          .withBean("webhookEgress", Object.class, Object::new)
          .withBean("kafkaSettings", Object.class, Object::new)
          .withUserConfiguration(StoreConfiguration.class);

  @Test
  void withoutAServerNamedTheEmbeddedOneIsStartedAndMigrated(@TempDir Path directory) {
    context
        .withPropertyValues("gateway.data-directory=" + directory.resolve("data"))
        .run(
            started -> {
              assertThat(started).hasNotFailed();
              assertThat(started.getBean(EmbeddedStore.class).jdbcUrl()).contains("127.0.0.1");
              assertThat(started).hasSingleBean(Inbox.class).hasSingleBean(Operations.class);
              assertThat(started).hasSingleBean(Ledger.class).hasSingleBean(EventLog.class);
              assertThat(started.getBean(EventReader.class).read(null, 1, null).events()).isEmpty();
            });
    assertThat(directory.resolve("data/postgres/PG_VERSION")).exists();
    assertThat(directory.resolve("data/postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void aNamedServerIsUsedInsteadAndMigrated() {
    withServer(context)
        .run(
            started -> {
              assertThat(started).hasNotFailed().doesNotHaveBean(EmbeddedStore.class);
              assertThat(started).hasSingleBean(DataSource.class);
              JdbcClient jdbc = started.getBean(JdbcClient.class);
              assertThat(jdbc.sql("select count(*) from inbox").query(Long.class).single())
                  .isZero();
            });
  }

  @Test
  void aServerThatCouldLoseWhatWasAcknowledgedIsRefused() {
    withServer(context)
        .withPropertyValues(
            "spring.datasource.hikari.connection-init-sql=set synchronous_commit = off")
        .run(
            started ->
                assertThat(started)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("synchronous_commit is off; set it to on"));
  }

  @Test
  void anotherClockTakesThePlaceOfTheSystems() {
    SettableClock clock = new SettableClock("2026-11-23T02:00:00Z");
    withServer(context)
        .withBean(InstantSource.class, () -> clock)
        .run(started -> assertThat(started.getBean(InstantSource.class)).isSameAs(clock));
  }

  private static ApplicationContextRunner withServer(ApplicationContextRunner context) {
    return context.withPropertyValues(
        "spring.datasource.url=" + DATABASE.dataSource().getJdbcUrl(),
        "spring.datasource.username=" + DATABASE.dataSource().getUsername(),
        "spring.datasource.password=" + DATABASE.dataSource().getPassword());
  }
}
