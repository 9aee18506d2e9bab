package org.partnergateway.tests.endtoend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.ArrayList;
import java.util.List;

/** What is put in front of a partner for the requests of one test, and taken away again. */
final class Faults {
  private final WireMockServer server;
  private final List<StubMapping> stubs = new ArrayList<>();

  Faults(RunningSandbox sandbox) {
    this.server = sandbox.wireMock();
  }

  /**
   * @param marker what the body of the requests contains; empty for any body, or none
   */
  void always(String path, String marker, ResponseDefinitionBuilder answer) {
    MappingBuilder requests = any(urlPathMatching(path));
    put(marker.isEmpty() ? requests : requests.withRequestBody(containing(marker)), answer);
  }

  /** The first request by one answer, each one after it by the other. */
  void firstThen(
      String path, String marker, ResponseDefinitionBuilder first, ResponseDefinitionBuilder then) {
    put(
        any(urlPathMatching(path))
            .withRequestBody(containing(marker))
            .inScenario(marker)
            .whenScenarioStateIs("Started")
            .willSetStateTo("later"),
        first);
    put(
        any(urlPathMatching(path))
            .withRequestBody(containing(marker))
            .inScenario(marker)
            .whenScenarioStateIs("later"),
        then);
  }

  private void put(MappingBuilder mapping, ResponseDefinitionBuilder answer) {
    stubs.add(server.stubFor(mapping.willReturn(answer).atPriority(1)));
  }

  static ResponseDefinitionBuilder json(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withBody(body);
  }

  /** What arrived there, oldest first. */
  List<LoggedRequest> arrived(String path, String marker) {
    return server
        .findAll(
            RequestPatternBuilder.newRequestPattern(RequestMethod.POST, urlPathMatching(path))
                .withRequestBody(containing(marker)))
        .stream()
        .sorted((one, other) -> one.getLoggedDate().compareTo(other.getLoggedDate()))
        .toList();
  }

  /** From now on the partner answers by itself. */
  void mend() {
    stubs.forEach(server::removeStub);
    stubs.clear();
  }
}
