package org.partnergateway.routes.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.partnergateway.adapters.client.PartnerClients;
import org.partnergateway.adapters.policy.PolicyKeeper;
import org.partnergateway.adapters.policy.PolicyMemory;
import org.partnergateway.adapters.policy.PolicyRegistry;
import org.partnergateway.adapters.policy.redis.SharedLimits;
import org.partnergateway.adapters.time.Time;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.policy.StoredPolicies;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Limits and breakers: whom they are shared with, and where they are remembered. */
@Configuration(proxyBeanMethods = false)
public class PolicyConfiguration {
  @Bean(destroyMethod = "close")
  @ConditionalOnProperty("gateway.redis.url")
  SharedLimits sharedLimits(GatewayProperties properties, MeterRegistry meters) {
    try {
      return new SharedLimits(
          String.valueOf(properties.redis().url()),
          properties.redis().replicas(),
          meters,
          Time.SYSTEM);
    } catch (IllegalArgumentException e) {
      // Without the message, which has the URL and with it a password.
      throw new DefinitionException(
          Problem.ofFile(
              "gateway.redis",
              "url must be like redis://host:6379 or rediss://user:password@host:6379, and replicas at least 1"));
    }
  }

  @Bean
  PolicyRegistry policyRegistry(ObjectProvider<SharedLimits> shared) {
    SharedLimits redis = shared.getIfAvailable();
    return redis == null ? new PolicyRegistry(Time.SYSTEM) : new PolicyRegistry(Time.SYSTEM, redis);
  }

  @Bean
  PolicyMemory policyMemory(
      JdbcTemplate jdbc, TransactionTemplate transactions, InstantSource clock) {
    return new StoredPolicies(jdbc, transactions, clock);
  }

  /**
   * Before traffic is let in.
   *
   * @param partners there, so that every limiter and breaker is
   */
  @Bean(destroyMethod = "close")
  PolicyKeeper policyKeeper(
      PartnerClients clients, PartnerRegistry partners, PolicyMemory policyMemory) {
    return PolicyKeeper.start(clients.policies(), policyMemory);
  }
}
