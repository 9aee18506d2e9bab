package org.partnergateway.routes.http;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.LoggingExceptionHandler;
import org.jspecify.annotations.Nullable;

/** Camel's engine, with answers that come bit by bit. */
final class TrafficEngine extends VertxPlatformHttpEngine {
  TrafficEngine(Gatekeeper gatekeeper) {
    setHandlers(
        List.of(
            context -> {
              gatekeeper.ready();
              context.next();
            }));
  }

  @Override
  public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor route) {
    PlatformHttpConsumer consumer =
        super.createConsumer(endpoint, new AnswerWriter(route, endpoint.getHeaderFilterStrategy()));
    if (consumer instanceof DefaultConsumer plain) {
      plain.setExceptionHandler(
          new NotWritten(
              new LoggingExceptionHandler(endpoint.getCamelContext(), plain.getClass())));
    }
    return consumer;
  }

  /** An answer that was written already is no failure. */
  private record NotWritten(ExceptionHandler failures) implements ExceptionHandler {
    @Override
    public void handleException(Throwable exception) {
      handleException("", exception);
    }

    @Override
    public void handleException(@Nullable String message, Throwable exception) {
      if (!(exception instanceof AnswerWriter.Written)) {
        failures.handleException(message, exception);
      }
    }

    @Override
    public void handleException(
        @Nullable String message, @Nullable Exchange exchange, Throwable exception) {
      if (!(exception instanceof AnswerWriter.Written)) {
        failures.handleException(message, exchange, exception);
      }
    }
  }
}
