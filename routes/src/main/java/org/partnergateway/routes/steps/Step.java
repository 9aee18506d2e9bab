package org.partnergateway.routes.steps;

import org.apache.camel.Exchange;

/** One step of a route. Called concurrently, on virtual threads, so it may block. */
@FunctionalInterface
public interface Step {
  void process(Exchange exchange) throws Exception;
}
