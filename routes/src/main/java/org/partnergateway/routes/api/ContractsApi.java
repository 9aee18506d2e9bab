package org.partnergateway.routes.api;

import java.util.Map;
import org.partnergateway.routes.http.Answer;

/** The contracts themselves, each as one document that refers to no other. */
public final class ContractsApi implements ApiSection {
  private static final String YAML = "application/yaml";

  private final Answer openApi;
  private final Answer asyncApi;

  /**
   * @param openApi the API's, as YAML
   * @param asyncApi the events', as YAML
   */
  public ContractsApi(String openApi, String asyncApi) {
    this.openApi = Answer.text(YAML, openApi);
    this.asyncApi = Answer.text(YAML, asyncApi);
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    return Map.of("getOpenApi", request -> openApi, "getAsyncApi", request -> asyncApi);
  }
}
