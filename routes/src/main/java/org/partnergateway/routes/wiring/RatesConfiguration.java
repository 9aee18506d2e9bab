package org.partnergateway.routes.wiring;

import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.operations.CapabilityCheck;
import org.partnergateway.routes.operations.LookUps;
import org.partnergateway.routes.operations.OpenChoice;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.rates.CarrierByRule;
import org.partnergateway.routes.rates.Carriers;
import org.partnergateway.routes.rates.RateSearch;
import org.partnergateway.routes.store.Share;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Rates of several carriers at once. */
@Configuration(proxyBeanMethods = false)
public class RatesConfiguration {
  /** Every call that runs here ends by its own deadline. */
  @Bean(destroyMethod = "close")
  ExecutorService ratesExecutor() {
    ThreadFactory threads = Thread.ofVirtual().name("rates-", 0).factory();
    return Executors.newThreadPerTaskExecutor(
        task ->
            threads.newThread(
                () -> {
                  Share.LOOK_UPS.use();
                  task.run();
                }));
  }

  @Bean
  RateSearch rateSearch(
      LookUps lookUps, CapabilityCheck capabilities, ExecutorService ratesExecutor) {
    return new RateSearch(lookUps, capabilities, ratesExecutor);
  }

  @Bean
  OpenChoice carrierByRule(
      Carriers carriers, RateSearch search, GatewayProperties properties, InstantSource clock) {
    return new CarrierByRule(carriers, search, properties.api().ratesWait(), clock);
  }

  @Bean
  Carriers carriers(PartnerRegistry partners) {
    return new Carriers(partners);
  }
}
