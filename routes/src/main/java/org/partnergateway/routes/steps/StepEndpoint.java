package org.partnergateway.routes.steps;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** A step as Camel sees it: something that messages are sent to. */
final class StepEndpoint extends DefaultEndpoint {
  private final Step step;

  StepEndpoint(String uri, Component component, Step step) {
    super(uri, component);
    this.step = step;
  }

  @Override
  public Producer createProducer() {
    return new DefaultProducer(this) {
      @Override
      public void process(Exchange exchange) throws Exception {
        step.process(exchange);
      }
    };
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new IllegalArgumentException("a step can't be where a route starts: " + getEndpointUri());
  }

  @Override
  public boolean isSingleton() {
    return true;
  }
}
