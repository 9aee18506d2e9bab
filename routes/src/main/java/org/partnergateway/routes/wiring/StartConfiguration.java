package org.partnergateway.routes.wiring;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.partnergateway.routes.admission.AdmissionGate;
import org.partnergateway.routes.batches.BatchWorker;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.http.TrafficServer;
import org.partnergateway.routes.inbound.InboxWorker;
import org.partnergateway.routes.inbound.Poller;
import org.partnergateway.routes.news.NewsTeller;
import org.partnergateway.routes.operations.KeyKeeper;
import org.partnergateway.routes.operations.OperationRecovery;
import org.partnergateway.routes.operations.RunningOperations;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.questions.QuestionRecovery;
import org.partnergateway.routes.store.Retention;
import org.partnergateway.routes.store.events.EventBell;
import org.partnergateway.routes.store.events.EventOrder;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.jdbc.DataSourceHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What begins when all else stands, and ends before it. */
@Configuration(proxyBeanMethods = false)
public class StartConfiguration {
  @Bean
  Schedules schedules(
      DataSource dataSource,
      PartnerRegistry partners,
      Poller poller,
      OperationRecovery recovery,
      KeyKeeper keys,
      EventOrder order,
      Retention retention,
      QuestionRecovery questions,
      NewsTeller news,
      List<RecurringWork> others,
      List<RecurringWork.Group> groups,
      GatewayProperties properties) {
    return new Schedules(
        dataSource,
        partners,
        poller,
        recovery,
        keys,
        order,
        retention,
        questions,
        news,
        Stream.concat(others.stream(), groups.stream().flatMap(group -> group.all().stream()))
            .toList(),
        properties);
  }

  /** In readiness under the name {@code traffic}. */
  @Bean("trafficHealthIndicator")
  TrafficGate trafficGate(
      TrafficServer server,
      InboxWorker worker,
      Schedules schedules,
      BatchWorker batches,
      AdmissionGate admission,
      EventBell events,
      ExecutorService operationExecutor,
      RunningOperations running,
      GatewayProperties properties) {
    Drain drain =
        new Drain(
            admission, events, schedules, operationExecutor, running, worker, properties.http());
    return new TrafficGate(server, worker, schedules, batches, drain);
  }

  /**
   * In readiness under the name {@code db}. One of the store's shares speaks for all: that another
   * is busy is no reason to be out of service.
   */
  @Bean("dbHealthContributor")
  HealthContributor storeHealth(DataSource dataSource) {
    return new DataSourceHealthIndicator(dataSource);
  }
}
