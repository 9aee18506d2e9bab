package org.partnergateway.tests.endtoend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.tests.endtoend.Agent.grown;

import com.github.tomakehurst.wiremock.http.Fault;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.partnergateway.tests.simulators.AgentBuyer;
import org.partnergateway.tests.simulators.AgentBuyer.Answer;
import org.partnergateway.tests.simulators.AgentSimulator.Told;

/** Whatever breaks around a checkout: it takes effect once, and nobody is told what isn't so. */
@SharesSandbox
class AgenticCheckoutFaultsTest {
  private static final String SIMULATOR = "simulator";

  private final RunningSandbox sandbox;
  private final Agent agent;
  private final Faults faults;
  private final String anySession;

  AgenticCheckoutFaultsTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.agent = new Agent(sandbox);
    this.faults = new Faults(sandbox);
    this.anySession = agent.ready();
  }

  @AfterEach
  void mend() {
    faults.mend();
    agent.settle(anySession);
  }

  @Test
  void aServiceThatIsDownIsAskedAgainUnderTheSameKeyAndMakesOneSession() {
    Map<String, Long> before = agent.effects();
    String key = AgentBuyer.key();
    faults.always("/shop/checkouts", "", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

    Answer failed = agent.create(key, Agent.wish());
    faults.mend();
    Answer created =
        Await.until("it works again", () -> agent.create(key, Agent.wish()), a -> a.status() < 500);

    assertThat(failed.status()).isEqualTo(503);
    assertThat(failed.at("/type")).isEqualTo("service_unavailable");
    assertThat(failed.header("Retry-After")).isNotNull();
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Idempotent-Replayed")).isNull();
    assertThat(grown(before, agent.effects(), "shop checkouts")).isEqualTo(1);
  }

  @Test
  void aServiceThatIsTooSlowHasMadeOneSessionInTheEnd() {
    Map<String, Long> before = agent.effects();
    String key = AgentBuyer.key();
    faults.always(
        "/shop/checkouts", "", aResponse().withTransformers(SIMULATOR).withFixedDelay(1300));

    Answer failed = agent.create(key, Agent.wish());
    faults.mend();
    Answer created =
        Await.until("it works again", () -> agent.create(key, Agent.wish()), a -> a.status() < 500);

    assertThat(failed.status()).isEqualTo(503);
    assertThat(failed.at("/code")).isEqualTo("outcome_unknown");
    assertThat(created.status()).isEqualTo(201);
    assertThat(grown(before, agent.effects(), "shop checkouts")).isEqualTo(1);
  }

  @Test
  void aServiceThatBreaksItsContractIsOurFailureAndNotKept() {
    String key = AgentBuyer.key();
    faults.always("/shop/checkouts", "", Faults.json(201, "{\"id\": \"chk_odd\"}"));

    Answer failed = agent.create(key, Agent.wish());
    faults.mend();

    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.at("/type")).isEqualTo("processing_error");
    assertThat(failed.text()).doesNotContain("chk_odd");
    assertThat(agent.create(key, Agent.wish()).status()).isEqualTo(201);
  }

  @Test
  void ofRequestsUnderOneKeyAtOnceOneIsServedAndTheOthersAreToldToWait() {
    Map<String, Long> before = agent.effects();
    String key = AgentBuyer.key();
    faults.always(
        "/shop/checkouts", "", aResponse().withTransformers(SIMULATOR).withFixedDelay(500));

    List<Answer> answers = atOnce(5, () -> agent.create(key, Agent.wish()));

    assertThat(answers.stream().filter(a -> a.status() == 201)).hasSize(1);
    assertThat(answers.stream().filter(a -> a.status() == 409)).hasSize(4);
    assertThat(answers.stream().filter(a -> a.status() == 409).map(a -> a.at("/code")))
        .containsOnly("idempotency_in_flight");
    assertThat(grown(before, agent.effects(), "shop checkouts")).isEqualTo(1);
  }

  @Test
  void ofCompletionsAtOnceOneMakesAnOrderAndOneAuthorization() {
    String session = agent.ready();
    Map<String, Long> before = agent.effects();

    List<Answer> answers = atOnce(4, () -> agent.complete(session, AgentBuyer.key(), Agent.GOOD));

    assertThat(answers.stream().filter(a -> a.status() == 200)).hasSize(1);
    assertThat(answers.stream().filter(a -> a.status() == 400).map(a -> a.at("/code")))
        .hasSize(3)
        .containsOnly("conflict");
    assertThat(agent.orders(session)).hasSize(1);
    assertThat(grown(before, agent.effects(), "authorizations")).isEqualTo(1);
  }

  @Test
  void anOrderThatThePartnerWasNotAnsweredComesToItsEndByItself() {
    String session = agent.ready();
    Map<String, Long> before = agent.effects();
    String key = AgentBuyer.key();
    faults.always("/shop/checkouts/" + session + "/settlement", "", aResponse().withStatus(500));

    Answer failed = agent.complete(session, key, Agent.GOOD);
    String order = agent.orders(session).getFirst().path("id").asText();
    faults.mend();
    Await.until(
        "the shop knows that it is paid",
        () -> grown(before, agent.effects(), "shop completions"),
        count -> count == 1);
    Answer completed =
        Await.until(
            "the answer is there",
            () -> agent.complete(session, key, Agent.GOOD),
            answer -> answer.status() == 200);

    assertThat(failed.status()).isEqualTo(503);
    assertThat(completed.at("/order/id")).isEqualTo(order);
    assertThat(agent.orders(session)).hasSize(1);
    assertThat(agent.payments(order)).hasSize(1);
    assertThat(grown(before, agent.effects(), "authorizations")).isEqualTo(1);
    assertThat(grown(before, agent.effects(), "shop completions")).isEqualTo(1);
  }

  @Test
  void aHoldThatNobodyComesBackForIsGivenUpAndNothingIsCharged() {
    String session = agent.ready();
    Map<String, Long> before = agent.effects();
    faults.always(
        "/shop/checkouts/" + session + "/complete",
        "",
        aResponse().withTransformers(SIMULATOR).withFixedDelay(1300));

    Answer failed = agent.complete(session, AgentBuyer.key(), Agent.GOOD);
    faults.mend();
    Await.until(
        "the hold is given up",
        () -> grown(before, agent.effects(), "shop releases"),
        count -> count == 1);

    assertThat(failed.status()).isEqualTo(503);
    assertThat(agent.get(session).at("/status")).isEqualTo("ready_for_payment");
    assertThat(grown(before, agent.effects(), "authorizations")).isZero();
    assertThat(agent.orders(session)).isEmpty();
    assertThat(agent.complete(session, AgentBuyer.key(), Agent.GOOD).status()).isEqualTo(200);
  }

  @Test
  void anAuthorizationWhoseAnswerIsLostIsFoundAndMadeOnce() {
    String session = agent.ready();
    Map<String, Long> before = agent.effects();
    String key = AgentBuyer.key();
    String marker = "checkout-" + session;
    faults.firstThen(
        "/stripe/v1/payment_intents",
        "gateway_payment_id",
        aResponse().withFault(Fault.EMPTY_RESPONSE),
        aResponse().withTransformers(SIMULATOR));

    Answer completed =
        Await.until(
            "it is completed " + marker,
            () -> agent.complete(session, key, Agent.GOOD),
            answer -> answer.status() == 200);

    assertThat(agent.orders(session)).hasSize(1);
    assertThat(agent.payments(completed.at("/order/id"))).hasSize(1);
    assertThat(grown(before, agent.effects(), "authorizations")).isEqualTo(1);
  }

  @Test
  void newsThatIsNotTakenComesAgainInOrderUnderTheSameId() {
    String path = "/acp/agentic_checkout/webhooks/order_events";
    String session = agent.ready();
    faults.always(path, session, aResponse().withStatus(500));
    String order = agent.complete(session, AgentBuyer.key(), Agent.GOOD).at("/order/id");
    Await.until("it was tried", () -> faults.arrived(path, session).size(), tries -> tries >= 2);
    sandbox
        .api()
        .post("/v1/shipments", order + "-book", Bodies.booking("Reader").put("order_id", order))
        .expect(201);
    faults.mend();

    List<Told> told =
        Await.until(
            "all is told",
            () -> agent.told(order),
            all -> !all.isEmpty() && all.getLast().order().path("fulfillments").size() == 1);

    assertThat(told.getFirst().type()).isEqualTo("order_create");
    assertThat(told.getFirst().order().path("fulfillments")).isEmpty();
    List<String> ids =
        faults.arrived(path, session).stream().map(r -> r.getHeader("Request-Id")).toList();
    assertThat(ids.subList(0, 2)).containsOnly(told.getFirst().id());
    assertThat(ids.stream().distinct())
        .containsExactlyElementsOf(told.stream().map(Told::id).toList());
  }

  private static List<Answer> atOnce(int count, Supplier<Answer> request) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return IntStream.range(0, count)
          .mapToObj(i -> CompletableFuture.supplyAsync(request, threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }
}
