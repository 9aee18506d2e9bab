package org.partnergateway.routes.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import org.partnergateway.adapters.time.Time;
import org.partnergateway.adapters.transport.EgressRule;
import org.partnergateway.adapters.transport.HostResolver;
import org.partnergateway.adapters.transport.Transport;
import org.partnergateway.routes.api.ApiSection;
import org.partnergateway.routes.api.WebhookDeliveriesApi;
import org.partnergateway.routes.api.WebhookEndpointsApi;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.events.EventLog;
import org.partnergateway.routes.store.events.EventOrder;
import org.partnergateway.routes.store.webhooks.DeliveryLog;
import org.partnergateway.routes.store.webhooks.WebhookDeliveries;
import org.partnergateway.routes.store.webhooks.WebhookEndpoints;
import org.partnergateway.routes.store.webhooks.WebhookFanOut;
import org.partnergateway.routes.webhooks.DeliveryWorker;
import org.partnergateway.routes.webhooks.EndpointService;
import org.partnergateway.routes.webhooks.SecretBox;
import org.partnergateway.routes.webhooks.TestEvents;
import org.partnergateway.routes.webhooks.WebhookGauges;
import org.partnergateway.routes.webhooks.WebhookLimits;
import org.partnergateway.routes.webhooks.WebhookParts;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Events by HTTP to endpoints that callers register. */
@Configuration(proxyBeanMethods = false)
public class WebhookConfiguration {
  private static final Duration FORGET_EVERY = Duration.ofMinutes(1);
  private static final int FORGET_AT_ONCE = 1000;

  @Bean
  WebhookLimits webhookLimits(GatewayProperties properties) {
    GatewayProperties.Webhooks settings = properties.webhooks();
    return new WebhookLimits(
        settings.timeout(),
        settings.maxConcurrent(),
        settings.disableAfter(),
        settings.keepLogFor());
  }

  @Bean
  SecretBox webhookSecretBox(GatewayProperties properties) {
    return new SecretBox(properties.webhooks().encryptionKeys());
  }

  @Bean
  EgressRule webhookEgress(Vertx vertx, GatewayProperties properties) {
    return WebhookParts.egress(
        properties.webhooks().allowPrivateAddresses(), HostResolver.of(vertx));
  }

  @Bean(destroyMethod = "close")
  Transport webhookTransport(Vertx vertx, EgressRule webhookEgress, WebhookLimits limits) {
    return WebhookParts.transport(vertx, webhookEgress, limits);
  }

  @Bean
  WebhookEndpoints webhookEndpoints(JdbcClient jdbc, InstantSource clock) {
    return new WebhookEndpoints(jdbc, clock);
  }

  @Bean
  WebhookDeliveries webhookDeliveries(JdbcClient jdbc, InstantSource clock) {
    return new WebhookDeliveries(jdbc, clock);
  }

  @Bean
  DeliveryLog webhookDeliveryLog(JdbcClient jdbc, InstantSource clock) {
    return new DeliveryLog(jdbc, clock);
  }

  @Bean
  WebhookFanOut webhookFanOut(
      JdbcClient jdbc, EventOrder order, TransactionTemplate transactions, InstantSource clock) {
    return new WebhookFanOut(jdbc, order, transactions, clock);
  }

  @Bean
  EndpointService webhookEndpointService(
      WebhookEndpoints endpoints,
      WebhookFanOut fanOut,
      SecretBox box,
      EgressRule webhookEgress,
      TransactionTemplate transactions,
      Ids ids,
      InstantSource clock) {
    return WebhookParts.service(endpoints, fanOut, box, webhookEgress, transactions, ids, clock);
  }

  @Bean(destroyMethod = "")
  DeliveryWorker webhookWorker(
      WebhookEndpoints endpoints,
      WebhookDeliveries deliveries,
      WebhookFanOut fanOut,
      SecretBox box,
      Transport webhookTransport,
      WebhookLimits limits,
      MeterRegistry meters) {
    return WebhookParts.worker(
        endpoints,
        deliveries,
        fanOut,
        box,
        webhookTransport,
        limits,
        meters,
        Executors.newVirtualThreadPerTaskExecutor(),
        Time.SYSTEM);
  }

  /** Together with traffic: what happened until the end may be told. */
  @Bean
  SmartLifecycle webhookLifecycle(DeliveryWorker worker, EventLog events) {
    return new WebhookLifecycle(worker, events);
  }

  @Bean
  TestEvents webhookTestEvents(
      WebhookDeliveries deliveries, Ids ids, InstantSource clock, DeliveryWorker worker) {
    return WebhookParts.testEvents(deliveries, ids, clock, worker);
  }

  @Bean
  ApiSection webhookEndpointsApi(
      EndpointService service,
      WebhookEndpoints endpoints,
      TestEvents tests,
      DeliveryWorker worker) {
    return new WebhookEndpointsApi(service, endpoints, tests, worker::wake);
  }

  @Bean
  ApiSection webhookDeliveriesApi(
      WebhookEndpoints endpoints,
      WebhookDeliveries deliveries,
      DeliveryLog log,
      DeliveryWorker worker) {
    return new WebhookDeliveriesApi(endpoints, deliveries, log, worker::wake);
  }

  @Bean
  WebhookGauges webhookGauges(DeliveryLog log, InstantSource clock) {
    return new WebhookGauges(log, clock);
  }

  @Bean
  RecurringWork forgetWebhooks(
      WebhookEndpoints endpoints,
      WebhookDeliveries deliveries,
      WebhookLimits limits,
      GatewayProperties properties,
      InstantSource clock) {
    return new RecurringWork(
        "forget-webhooks",
        FORGET_EVERY,
        () -> {
          endpoints.forget(properties.operations().keepKeysFor());
          Instant before = clock.instant().minus(limits.keepLogFor());
          while (!Thread.currentThread().isInterrupted()
              && deliveries.forgetBefore(before, FORGET_AT_ONCE) == FORGET_AT_ONCE) {
            // There may be more.
          }
        });
  }
}
