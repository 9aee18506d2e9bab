package org.partnergateway.routes.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;

/** {@code gateway:api-serve/<operationId>}: hands an {@link ApiRequest} to its handler. */
public final class ApiServeStep implements StepFactory {
  private final Map<String, ApiHandler> handlers = new HashMap<>();

  public ApiServeStep(List<ApiSection> sections) {
    for (ApiSection section : sections) {
      section.handlers().forEach(this::register);
    }
  }

  private void register(String operationId, ApiHandler handler) {
    if (handlers.put(operationId, handler) != null) {
      throw new IllegalStateException("two handlers serve " + operationId);
    }
  }

  /** The operations of the contract that are served. */
  public Set<String> operationIds() {
    return handlers.keySet();
  }

  @Override
  public String name() {
    return "api-serve";
  }

  @Override
  public Step create(List<String> arguments) {
    ApiHandler handler = handlers.get(arguments.getFirst());
    if (handler == null) {
      throw new IllegalArgumentException(
          "the canonical contract has the operation '%s', but nothing serves it"
              .formatted(arguments.getFirst()));
    }
    return exchange ->
        exchange
            .getMessage()
            .setBody(handler.handle(exchange.getMessage().getBody(ApiRequest.class)));
  }
}
