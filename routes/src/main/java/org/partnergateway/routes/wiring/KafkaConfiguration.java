package org.partnergateway.routes.wiring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.events.kafka.KafkaPublisher;
import org.partnergateway.routes.events.kafka.KafkaSettings;
import org.partnergateway.routes.store.events.EventBell;
import org.partnergateway.routes.store.events.EventReader;
import org.partnergateway.routes.store.events.Publication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The event log on Kafka, when a broker is named. */
@Configuration(proxyBeanMethods = false)
public class KafkaConfiguration {
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  /** Always there, so that what is wrong with the settings is told before a store is started. */
  @Bean
  KafkaSettings kafkaSettings(GatewayProperties properties) {
    return KafkaSettings.of(properties.events().kafka());
  }

  /** Only when a broker is named. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty("gateway.events.kafka.bootstrap-servers")
  static class Publishing {
    @Bean
    Publication kafkaPublication(
        JdbcClient jdbc, InstantSource clock, KafkaSettings settings, MeterRegistry meters) {
      Publication publication = new Publication(jdbc, clock, "kafka/" + settings.topic());
      Gauge.builder("gateway.events.kafka.lag", publication, Publication::behind)
          .description("Events that wait to be acknowledged by Kafka")
          .register(meters);
      Gauge.builder(
              "gateway.events.kafka.delay", publication, waiting -> waiting.delay().toSeconds())
          .description("For how long the oldest of them has waited")
          .baseUnit("seconds")
          .register(meters);
      return publication;
    }

    @Bean
    RecurringWork publishEvents(
        KafkaSettings settings,
        EventReader events,
        EventBell bell,
        Publication publication,
        MeterRegistry meters) {
      return new RecurringWork(
          "publish-events",
          TRY_AGAIN,
          new KafkaPublisher(settings, events, bell, publication, meters));
    }
  }
}
