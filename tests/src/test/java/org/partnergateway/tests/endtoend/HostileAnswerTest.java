package org.partnergateway.tests.endtoend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A partner's answers are an entrance, too: bad ones are the partner's fault, and never a 500. */
@SharesSandbox
class HostileAnswerTest {
  /** Of all rows, so that the carrier's rate lets the tests through in a few seconds. */
  private static final int EACH = 5;

  private final RunningSandbox sandbox;
  private final Api api;
  private final String reader = RunningSandbox.fresh("Reader");

  HostileAnswerTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
  }

  static Stream<Arguments> answers() {
    Map<String, byte[]> all = HostileBytes.notJson();
    HostileBytes.strangeJson().forEach((name, body) -> all.put("JSON: " + name, body));
    List<Arguments> rows = new ArrayList<>();
    int number = 0;
    for (Map.Entry<String, byte[]> row : all.entrySet()) {
      if (number++ % EACH == 0) {
        rows.add(argumentSet(row.getKey(), (Object) row.getValue()));
      }
    }
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("answers")
  void isThePartnersFault(byte[] body) {
    long failed = sandbox.meters().problems("internal_error");
    StubMapping fault =
        sandbox
            .wireMock()
            .stubFor(
                any(urlPathMatching("/ups/api/rating/.*"))
                    .withRequestBody(containing(reader))
                    .willReturn(
                        aResponse()
                            .withStatus(200)
                            .withHeader("Content-Type", "application/json")
                            .withBody(body))
                    .atPriority(1));
    try {
      ApiAnswer answer =
          api.send(ApiRequest.post("/v1/rates", Bodies.rates(reader).put("carrier", "ups")));

      assertThat(answer.status()).as(answer.toString()).isEqualTo(502);
      assertThat(answer.at("/code")).isEqualTo("partner_contract_violation");
    } finally {
      sandbox.wireMock().removeStub(fault);
    }
    // So that the faults of several tests together open no breaker.
    api.post("/v1/rates", null, Bodies.rates("Reader").put("carrier", "ups")).expect(200);
    assertThat(sandbox.meters().problems("internal_error")).isEqualTo(failed);
  }
}
