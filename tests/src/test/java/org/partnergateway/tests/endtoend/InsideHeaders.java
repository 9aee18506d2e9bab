package org.partnergateway.tests.endtoend;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.springframework.context.ApplicationContext;

/** The headers with which requests enter the routes, while this is open. */
final class InsideHeaders extends EventNotifierSupport implements AutoCloseable {
  private final CamelContext camel;
  private final AtomicInteger entered = new AtomicInteger();
  private final Queue<Map.Entry<String, Object>> headers = new ConcurrentLinkedQueue<>();

  InsideHeaders(ApplicationContext gateway) {
    camel = gateway.getBean(CamelContext.class);
    start();
    camel.getManagementStrategy().addEventNotifier(this);
  }

  @Override
  public void notify(CamelEvent event) {
    if (event instanceof ExchangeCreatedEvent created) {
      entered.incrementAndGet();
      headers.addAll(created.getExchange().getIn().getHeaders().entrySet());
    }
  }

  int routesEntered() {
    return entered.get();
  }

  /** Names of the headers with exactly this value. */
  List<String> withValue(String value) {
    return headers.stream()
        .filter(header -> value.equals(String.valueOf(header.getValue())))
        .map(Map.Entry::getKey)
        .toList();
  }

  List<String> named(String... names) {
    return headers.stream()
        .map(Map.Entry::getKey)
        .filter(key -> Arrays.stream(names).anyMatch(key::equalsIgnoreCase))
        .toList();
  }

  @Override
  public void close() {
    camel.getManagementStrategy().removeEventNotifier(this);
    stop();
  }
}
