package org.partnergateway.routes.steps;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The routes that the gateway itself sends messages down. Where each begins is looked up once;
 * Camel's producer template would do so for every message, and put a unit of work of its own around
 * the route's.
 */
public final class DirectRoutes {
  private final CamelContext camel;
  private final Map<String, Entrance> entrances = new ConcurrentHashMap<>();

  public DirectRoutes(CamelContext camel) {
    this.camel = camel;
  }

  private record Entrance(Endpoint endpoint, Producer producer) {}

  /** Whether a route begins there. */
  public boolean has(String uri) {
    return camel.hasEndpoint(uri) != null;
  }

  /**
   * Sends one message, on the calling thread.
   *
   * @return what became of it; its exception is the route's failure
   */
  public Exchange send(String uri, Object body) {
    Entrance entrance = entrances.computeIfAbsent(uri, this::open);
    Exchange exchange = entrance.endpoint().createExchange();
    exchange.getIn().setBody(body);
    try {
      entrance.producer().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
    return exchange;
  }

  private Entrance open(String uri) {
    try {
      Endpoint endpoint = camel.getEndpoint(uri);
      Producer producer = endpoint.createProducer();
      ServiceHelper.startService(producer);
      return new Entrance(endpoint, producer);
    } catch (Exception e) {
      throw new IllegalStateException("there is no route at " + uri, e);
    }
  }
}
