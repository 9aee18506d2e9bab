package org.partnergateway.routes.wiring;

import java.time.InstantSource;
import org.partnergateway.adapters.client.PartnerClients;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.operations.Failover;
import org.partnergateway.routes.operations.OperationRecorder;
import org.partnergateway.routes.operations.Redirection;
import org.partnergateway.routes.operations.SureTransaction;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.payments.ProviderByPriority;
import org.partnergateway.routes.store.operations.Operations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which payment provider is asked, and which after it. */
@Configuration(proxyBeanMethods = false)
public class PaymentsConfiguration {
  @Bean
  ProviderByPriority providerByPriority(
      GatewayProperties properties,
      PartnerRegistry partners,
      PartnerClients clients,
      InstantSource clock) {
    return new ProviderByPriority(
        properties.payments().providers(), partners, clients.policies(), clock);
  }

  @Bean
  Redirection redirection(
      Failover failover,
      Operations operations,
      LedgerWriter ledger,
      OperationRecorder recorder,
      SureTransaction transactions) {
    return new Redirection(failover, operations, ledger, recorder, transactions);
  }
}
