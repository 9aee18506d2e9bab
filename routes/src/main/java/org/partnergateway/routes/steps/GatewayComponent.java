package org.partnergateway.routes.steps;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** Resolves {@code gateway:<step>/<argument>/…} in routes; an unknown step stops the start. */
public final class GatewayComponent extends DefaultComponent {
  private final Map<String, StepFactory> factories = new TreeMap<>();

  public GatewayComponent(List<StepFactory> factories) {
    for (StepFactory factory : factories) {
      this.factories.put(factory.name(), factory);
    }
  }

  /** What may follow {@code gateway:} in a route. */
  public Set<String> names() {
    return Collections.unmodifiableSet(factories.keySet());
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    List<String> parts = Arrays.asList(remaining.split("/"));
    StepFactory factory = factories.get(parts.getFirst());
    if (factory == null) {
      throw new IllegalArgumentException(
          "there is no step '%s'; there are %s".formatted(parts.getFirst(), factories.keySet()));
    }
    return new StepEndpoint(uri, this, factory.create(parts.subList(1, parts.size())));
  }
}
