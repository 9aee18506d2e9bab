package org.partnergateway.routes.wiring;

import javax.sql.DataSource;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.http.TrafficServer;
import org.partnergateway.routes.inbound.InboxWorker;
import org.partnergateway.routes.inbound.Poller;
import org.partnergateway.routes.operations.KeyKeeper;
import org.partnergateway.routes.operations.OperationRecovery;
import org.partnergateway.routes.outbound.PartnerRegistry;
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
      GatewayProperties properties) {
    return new Schedules(dataSource, partners, poller, recovery, keys, properties);
  }

  /** In readiness under the name {@code traffic}. */
  @Bean("trafficHealthIndicator")
  TrafficGate trafficGate(TrafficServer server, InboxWorker worker, Schedules schedules) {
    return new TrafficGate(server, worker, schedules);
  }
}
