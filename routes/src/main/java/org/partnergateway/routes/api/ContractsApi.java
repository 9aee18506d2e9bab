package org.partnergateway.routes.api;

import java.util.Map;
import org.partnergateway.contracts.events.AsyncContract;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.routes.http.Answer;

/** The contracts themselves, each as one document that refers to no other. */
public final class ContractsApi implements ApiSection {
  private static final String YAML = "application/yaml";

  private final Answer openApi;
  private final Answer asyncApi;

  public ContractsApi(HttpContract api, AsyncContract events) {
    this.openApi = Answer.text(YAML, api.bundledYaml());
    this.asyncApi = Answer.text(YAML, events.bundledYaml());
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    return Map.of("getOpenApi", request -> openApi, "getAsyncApi", request -> asyncApi);
  }
}
