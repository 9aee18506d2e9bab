package org.partnergateway.routes.steps;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The routes that the gateway itself sends messages down. Where each begins is looked up once;
 * Camel's producer template would do so for every message, and put a unit of work of its own around
 * the route's.
 *
 * <p>A route may be made when the first message comes for it. Of a thousand partners most
 * operations are never asked for, and Camel compares every route that it is given at its start with
 * all others.
 */
public final class DirectRoutes {
  private final CamelContext camel;
  private final Map<String, Entrance> entrances = new ConcurrentHashMap<>();
  private final Map<String, Runnable> notMade = new ConcurrentHashMap<>();
  private final Lock making = new ReentrantLock();

  public DirectRoutes(CamelContext camel) {
    this.camel = camel;
  }

  private record Entrance(Endpoint endpoint, Producer producer) {}

  /**
   * Has a route made when it is first needed.
   *
   * @param uri where it begins
   */
  public void whenNeeded(String uri, Runnable make) {
    notMade.put(uri, make);
  }

  /** Whether a route begins there, made or not. */
  public boolean has(String uri) {
    return notMade.containsKey(uri) || camel.hasEndpoint(uri) != null;
  }

  /**
   * Sends one message, on the calling thread.
   *
   * @return what became of it; its exception is the route's failure
   */
  public Exchange send(String uri, Object body) {
    Entrance entrance = entrances.get(uri);
    if (entrance == null) {
      entrance = first(uri);
    }
    Exchange exchange = entrance.endpoint().createExchange();
    exchange.getIn().setBody(body);
    try {
      entrance.producer().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
    return exchange;
  }

  private Entrance first(String uri) {
    // One at a time, and without the map's own lock, which others may wait for.
    making.lock();
    try {
      Runnable make = notMade.get(uri);
      if (make != null) {
        make.run();
        notMade.remove(uri);
      }
      return entrances.computeIfAbsent(uri, this::open);
    } finally {
      making.unlock();
    }
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
