package org.partnergateway.tests.endtoend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Carriers are asked for rates together, and none of them can spoil it for the others. */
@SharesSeveralPartners
class SeveralCarriersTest {
  private final SeveralPartners partners;
  private final Api api;

  SeveralCarriersTest(SeveralPartners partners) {
    this.partners = partners;
    this.api = partners.api();
  }

  private ApiAnswer ask(ObjectNode question, String wait) {
    return api.send(ApiRequest.post("/v1/rates", question).header("Prefer", "wait=" + wait));
  }

  private static ObjectNode question(String... carriers) {
    ObjectNode question = Bodies.rates(RunningSandbox.fresh("Reader"));
    for (String carrier : carriers) {
      question.withArray("carriers").add(carrier);
    }
    return question;
  }

  private static List<String> each(JsonNode list, String... pointers) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(
            one ->
                String.join(
                    " ", List.of(pointers).stream().map(at -> one.at(at).asText()).toList()))
        .toList();
  }

  private static List<String> rates(ApiAnswer answer) {
    return each(
        answer.json().path("rates"),
        "/carrier",
        "/service",
        "/total_charge/amount",
        "/total_charge/currency");
  }

  @Test
  void theRatesOfAllComeTogetherCheapestFirstWithinACurrency() {
    partners.answers(
        "heron",
        "/prices",
        "{\"rates\": [{\"service\": \"day\", \"price\": \"21.50\", \"currency\": \"USD\"},"
            + "{\"service\": \"slow\", \"price\": \"7.25\", \"currency\": \"USD\"}]}");
    partners.answers(
        "pigeon",
        "/prices",
        "{\"rates\": [{\"service\": \"direct\", \"price\": \"9.00\", \"currency\": \"USD\"}]}");
    partners.answers(
        "snail",
        "/prices",
        "{\"rates\": [{\"service\": \"shell\", \"price\": \"1.00\", \"currency\": \"EUR\"}]}");

    ApiAnswer answer = ask(question("heron", "pigeon", "snail"), "20").expect(200);

    assertThat(rates(answer))
        .containsExactly(
            "snail shell 100 EUR",
            "heron slow 725 USD",
            "pigeon direct 900 USD",
            "heron day 2150 USD");
    assertThat(answer.json().has("problems")).isFalse();
  }

  @Test
  void whoFailsDeclinesOrIsLateIsANoteBesideTheOthersRates() throws Exception {
    partners.answers(
        post(urlPathEqualTo("/heron/prices")),
        okJson("{\"rates\": []}").withFixedDelay((int) Duration.ofSeconds(20).toMillis()));
    partners.answers(
        post(urlPathEqualTo("/pigeon/prices")),
        aResponse()
            .withStatus(422)
            .withHeader("Content-Type", "application/json")
            .withBody("{\"code\": \"far\", \"reason\": \"Too far for a pigeon.\"}"));
    partners.answers(
        "snail",
        "/prices",
        "{\"rates\": [{\"service\": \"shell\", \"price\": \"1.00\", \"currency\": \"EUR\"}]}");
    long begun = System.nanoTime();

    ApiAnswer answer;
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ApiAnswer> asked =
          asking.submit(() -> ask(question("heron", "pigeon", "snail"), "2").expect(200));
      Await.until("the late one is asked", () -> VirtualThreads.named("rates-"), n -> n > 0);
      answer = asked.get();
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    assertThat(rates(answer)).containsExactly("snail shell 100 EUR");
    assertThat(each(answer.json().path("problems"), "/partner", "/failure", "/code"))
        .containsExactly(
            "heron unavailable partner_unavailable", "pigeon declined partner_declined");
    assertThat(answer.at("/problems/1/detail")).contains("Too far for a pigeon.");
    Await.until(
        "nobody waits for the late one any more",
        () -> VirtualThreads.named("rates-"),
        n -> n == 0);
  }

  @Test
  void whenNoneAnswersThatIsTheAnswer() {
    for (String carrier : SeveralPartners.CARRIERS) {
      partners.answers(
          post(urlPathEqualTo("/" + carrier + "/prices")),
          aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    }

    ApiAnswer answer = ask(question("heron", "pigeon", "snail"), "5").expect(503);

    assertThat(answer.at("/code")).isEqualTo("partner_unavailable");
    assertThat(answer.at("/detail")).contains("heron: ", "pigeon: ", "snail: ");
  }

  @Test
  void thatNoCarrierGoesThereIsAnAnswer() {
    for (String carrier : SeveralPartners.CARRIERS) {
      partners.answers(
          post(urlPathEqualTo("/" + carrier + "/prices")),
          aResponse()
              .withStatus(422)
              .withHeader("Content-Type", "application/json")
              .withBody("{}"));
    }

    ApiAnswer answer = ask(question("heron", "pigeon", "snail"), "5").expect(200);

    assertThat(rates(answer)).isEmpty();
    assertThat(each(answer.json().path("problems"), "/failure"))
        .containsExactly("declined", "declined", "declined");
  }

  @Test
  void aCarriersRatesAreInOneCurrencyAndTheOthersAreTold() {
    partners.answers(
        "heron",
        "/prices",
        "{\"rates\": [{\"service\": \"day\", \"price\": \"21.50\", \"currency\": \"USD\"},"
            + "{\"service\": \"abroad\", \"price\": \"3.00\", \"currency\": \"EUR\"},"
            + "{\"service\": \"slow\", \"price\": \"7.25\", \"currency\": \"USD\"}]}");

    ApiAnswer answer = ask(question("heron"), "20").expect(200);

    assertThat(rates(answer)).containsExactly("heron slow 725 USD", "heron day 2150 USD");
    assertThat(answer.at("/problems/0/code")).isEqualTo("rates_left_out");
    assertThat(answer.at("/problems/0/detail")).contains("abroad in EUR");
  }

  @Test
  void whoGivesNoRatesIsNamedBeforeAnybodyIsAsked() {
    ApiAnswer answer = ask(question("heron", "acorn", "nobody"), "5").expect(422);

    assertThat(each(answer.json().path("errors"), "/pointer"))
        .containsExactly("/carriers/1", "/carriers/2");
    assertThat(partners.arrived("heron", "/prices")).isEmpty();
    assertThat(ask(question("heron").put("carrier", "pigeon"), "5").expect(422).at("/code"))
        .isEqualTo("invalid_body");
  }
}
