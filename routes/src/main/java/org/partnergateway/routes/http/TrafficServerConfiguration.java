package org.partnergateway.routes.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.partnergateway.routes.config.GatewayProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The server for traffic, apart from Spring Boot's own server, which serves management alone, so
 * that traffic can't starve it.
 */
@Configuration(proxyBeanMethods = false)
public class TrafficServerConfiguration {
  @Bean(destroyMethod = "close")
  public Vertx vertx() {
    return VirtualThreads.vertx();
  }

  @Bean
  public HeaderFirewall headerFirewall() {
    return new HeaderFirewall();
  }

  @Bean
  public RefusalCounter refusalCounter(MeterRegistry meters) {
    return new RefusalCounter(meters);
  }

  @Bean(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
  public VertxPlatformHttpEngine platformHttpEngine(Gatekeeper gatekeeper) {
    return new TrafficEngine(gatekeeper);
  }

  /** Started and stopped by Camel, which it is added to as a service. */
  @Bean(initMethod = "", destroyMethod = "")
  public TrafficServer trafficServer(
      GatewayProperties properties, Vertx vertx, RefusalCounter refusals, Gatekeeper gatekeeper) {
    TrafficServer server = new TrafficServer(properties.http(), refusals, gatekeeper);
    server.setVertx(vertx);
    return server;
  }
}
