package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.partnergateway.adapters.client.PartnerOutcome;
import org.partnergateway.adapters.definition.IdempotencyKey;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.adapters.failure.Effect;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.tests.simulators.SimulatedAnswer;
import org.partnergateway.tests.simulators.SimulatorServer;
import org.partnergateway.tests.simulators.data.SimulatorDefinition.Limit;
import org.partnergateway.tests.simulators.data.SimulatorDefinition.Proof;

/**
 * What holds for every partner that is simulated from files: it takes what our mappings make, and
 * refuses in its own form, so that the adapter file knows why.
 */
final class EveryDataSimulatorTest {
  private static final List<Path> CASES =
      List.of(Path.of("partners"), Heron.EXAMPLE.resolve("tests/partners"));

  /** More than a limit of a simulator's own takes to let one more through. */
  private static final Duration LONGEST_LIMIT = Duration.ofSeconds(200);

  private static final Map<String, ProvenCaller> ON_THE_NET = new TreeMap<>();
  private static final Map<String, List<GoldenRequest>> REQUESTS = new TreeMap<>();
  private static Collection<SimulatorBlueprint> blueprints;
  private static JsonNode catalog;
  private static SimulatorServer server;
  private static AdapterSide adapter;

  @BeforeAll
  static void start() {
    DefinitionTree tree = Heron.tree();
    catalog = YamlTree.read(tree.get("contracts/canonical/operations.yaml")).root();
    blueprints = BlueprintReader.read(tree);
    for (SimulatorBlueprint blueprint : blueprints) {
      ON_THE_NET.put(blueprint.id(), new ProvenCaller(blueprint));
      REQUESTS.put(blueprint.id(), GoldenRequest.of(blueprint, CASES));
    }
    server =
        new SimulatorServer(0, ON_THE_NET.values().stream().map(one -> one.simulator).toList());
    Map<String, Map<String, String>> settings = new HashMap<>();
    ON_THE_NET.forEach(
        (id, one) -> settings.put(id, one.simulator.gatewayProperties(server.url(id))));
    adapter = new AdapterSide(tree, settings);
  }

  @AfterAll
  static void stop() {
    adapter.close();
    server.close();
  }

  private static Stream<DynamicTest> forEachPartner(
      Function<SimulatorBlueprint, Stream<DynamicTest>> rows) {
    return blueprints.stream().flatMap(rows);
  }

  private static DynamicTest row(String name, Runnable test) {
    return DynamicTest.dynamicTest(name, test::run);
  }

  /**
   * As long as its limits take to let one more through, and no longer: a token that expires sooner
   * than the gateway's own clock says is renewed once, and then believed for a while.
   */
  private static Duration betweenCases(SimulatorBlueprint blueprint) {
    List<Limit> own = blueprint.definition().limits();
    if (own != null && !own.isEmpty()) {
      return LONGEST_LIMIT;
    }
    return blueprint.partner().operations().values().stream()
        .map(operation -> operation.policy().rateLimit())
        .filter(Objects::nonNull)
        .map(RateLimit::per)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ofSeconds(1));
  }

  private static Effect effect(GoldenRequest request) {
    boolean read = catalog.path(request.operation()).path("effect").asText().equals("read");
    return read ? Effect.READ : Effect.WRITE;
  }

  private static String key(String name) {
    return "key-" + Integer.toHexString(name.hashCode());
  }

  @TestFactory
  Stream<DynamicTest> it_takes_what_our_mappings_make() {
    return forEachPartner(
        blueprint ->
            REQUESTS.get(blueprint.id()).stream()
                .map(request -> row(request.file(), () -> takes(blueprint, request))));
  }

  private static void takes(SimulatorBlueprint blueprint, GoldenRequest request) {
    ProvenCaller partner = ON_THE_NET.get(blueprint.id());
    partner.clock.forward(betweenCases(blueprint));

    PartnerOutcome outcome =
        adapter.call(blueprint.id(), request, effect(request), key(request.file()));

    assertThat(partner.simulator.breachesSeen()).isEmpty();
    if (outcome instanceof PartnerOutcome.Failed failed) {
      assertThat(failed.failure()).as(failed.detail()).isEqualTo(Failure.INVALID_REQUEST);
      assertThat(failed.error().code()).as("the partner's own code").isNotNull();
    }
  }

  /** A partner that takes nothing at all would pass everything else here. */
  @TestFactory
  Stream<DynamicTest> what_needs_nothing_from_before_is_accepted() {
    return forEachPartner(
        blueprint -> {
          Map<String, List<GoldenRequest>> creating = new TreeMap<>();
          for (GoldenRequest request : REQUESTS.get(blueprint.id())) {
            if (catalog.path(request.operation()).path("effect").asText().equals("create")) {
              creating.computeIfAbsent(request.operation(), n -> new ArrayList<>()).add(request);
            }
          }
          return creating.entrySet().stream()
              .filter(one -> !catalog.path(one.getKey()).has("draws_on"))
              // Of shipments that have been booked.
              .filter(one -> !one.getKey().equals("close-manifest"))
              .map(
                  one ->
                      row(
                          blueprint.id() + " " + one.getKey(),
                          () -> oneIsAccepted(blueprint, one.getValue())));
        });
  }

  private static void oneIsAccepted(SimulatorBlueprint blueprint, List<GoldenRequest> requests) {
    ProvenCaller partner = new ProvenCaller(blueprint);
    List<Integer> statuses =
        requests.stream()
            .map(
                request -> {
                  partner.clock.forward(betweenCases(blueprint));
                  return send(partner, request, key(request.file())).status();
                })
            .toList();
    assertThat(statuses).as("answers to all cases").anyMatch(status -> status / 100 == 2);
  }

  private static SimulatedAnswer send(ProvenCaller partner, GoldenRequest request, String key) {
    return send(partner, request, partner.proof(), key, request.body());
  }

  private static SimulatedAnswer send(
      ProvenCaller partner,
      GoldenRequest request,
      Map<String, String> proof,
      String key,
      byte[] body) {
    Map<String, String> headers = new HashMap<>(proof);
    IdempotencyKey honoured = partner.definition(request).idempotencyKey();
    if (honoured != null) {
      headers.put(honoured.header(), honoured.written(key));
    }
    return partner.simulator.answer(request.arriving(headers, body));
  }

  @TestFactory
  Stream<DynamicTest> nobody_without_the_credentials_is_served() {
    return forEachPartner(
        blueprint -> {
          boolean inBodyOnly =
              blueprint.definition().proofs().stream().allMatch(Proof.Body.class::isInstance);
          return inBodyOnly
              ? Stream.of()
              : firstOfEach(blueprint)
                  .map(
                      request ->
                          row(
                              blueprint.id() + " " + request.operation(),
                              () -> {
                                ProvenCaller partner = new ProvenCaller(blueprint);
                                Map<String, String> none = partner.fixedHeaders();
                                unauthorized(
                                    partner,
                                    send(partner, request, none, "key-00000001", request.body()));
                              }));
        });
  }

  @TestFactory
  Stream<DynamicTest> a_token_lives_as_long_as_it_says() {
    return forEachPartner(
        blueprint ->
            blueprint.definition().proofs().stream().noneMatch(Proof.IssuedToken.class::isInstance)
                ? Stream.of()
                : firstOfEach(blueprint)
                    .limit(1)
                    .map(
                        request ->
                            row(
                                blueprint.id(),
                                () -> {
                                  ProvenCaller partner = new ProvenCaller(blueprint);
                                  Map<String, String> proof = partner.proof();
                                  Duration lifetime = blueprint.definition().tokens().lifetime();
                                  partner.clock.forward(lifetime.minusSeconds(1));
                                  SimulatedAnswer before =
                                      send(partner, request, proof, "key-00000001", request.body());
                                  assertThat(partner.verdict(before).failure())
                                      .isNotEqualTo(Failure.UNAUTHORIZED);
                                  partner.clock.forward(Duration.ofSeconds(1));
                                  unauthorized(
                                      partner,
                                      send(
                                          partner, request, proof, "key-00000002", request.body()));
                                })));
  }

  private static void unauthorized(ProvenCaller partner, SimulatedAnswer answer) {
    assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isNotEqualTo(500);
    assertThat(partner.verdict(answer).failure())
        .as(
            "what the adapter file makes of %d %s",
            answer.status(), new String(answer.body(), UTF_8))
        .isEqualTo(Failure.UNAUTHORIZED);
  }

  @TestFactory
  Stream<DynamicTest> a_broken_body_is_refused_and_noted() {
    return forEachPartner(
        blueprint ->
            firstOfEach(blueprint)
                .filter(request -> request.body().length > 1)
                .map(
                    request ->
                        row(
                            blueprint.id() + " " + request.operation(),
                            () -> {
                              ProvenCaller partner = new ProvenCaller(blueprint);
                              byte[] broken = "{\"<".getBytes(UTF_8);
                              SimulatedAnswer answer =
                                  send(partner, request, partner.proof(), "key-00000001", broken);
                              assertThat(partner.verdict(answer).failure())
                                  .as("%d %s", answer.status(), new String(answer.body(), UTF_8))
                                  .isEqualTo(Failure.INVALID_REQUEST);
                              assertThat(ProvenCaller.breaches(partner.simulator, Breach.GATEWAY))
                                  .hasSize(1);
                              assertThat(ProvenCaller.breaches(partner.simulator, Breach.SIMULATOR))
                                  .isEmpty();
                            })));
  }

  @TestFactory
  Stream<DynamicTest> the_limit_is_kept() {
    return forEachPartner(
        blueprint ->
            blueprint.definition().limits() != null
                ? Stream.of()
                : firstOfEach(blueprint)
                    .filter(request -> definition(blueprint, request).policy().rateLimit() != null)
                    .map(
                        request ->
                            row(
                                blueprint.id() + " " + request.operation(),
                                () -> limited(blueprint, request))));
  }

  private static void limited(SimulatorBlueprint blueprint, GoldenRequest request) {
    ProvenCaller partner = new ProvenCaller(blueprint);
    Map<String, String> proof = partner.proof();
    RateLimit limit = definition(blueprint, request).policy().rateLimit();
    SimulatedAnswer answer = null;
    for (int call = 0; call < limit.burst(); call++) {
      answer = send(partner, request, proof, "key-0000" + call, request.body());
    }
    assertThat(partner.verdict(answer).failure()).isNotEqualTo(Failure.RATE_LIMITED);
    answer = send(partner, request, proof, "key-last", request.body());
    assertThat(partner.verdict(answer).failure())
        .as("%d %s", answer.status(), new String(answer.body(), UTF_8))
        .isEqualTo(Failure.RATE_LIMITED);
  }

  @TestFactory
  Stream<DynamicTest> what_comes_twice_takes_effect_once_where_that_is_promised() {
    return forEachPartner(
        blueprint ->
            REQUESTS.get(blueprint.id()).stream()
                .filter(
                    request ->
                        definition(blueprint, request).repeatable()
                            || definition(blueprint, request).idempotencyHeader() != null)
                .map(request -> row(request.file(), () -> twice(blueprint, request))));
  }

  private static void twice(SimulatorBlueprint blueprint, GoldenRequest request) {
    ProvenCaller partner = new ProvenCaller(blueprint);
    SimulatedAnswer first = send(partner, request, "key-00000001");
    Map<String, Long> effects = partner.simulator.effects();
    partner.clock.forward(betweenCases(blueprint));
    SimulatedAnswer second = send(partner, request, "key-00000001");

    assertThat(partner.simulator.effects()).isEqualTo(effects);
    if (first.status() / 100 == 2 && definition(blueprint, request).idempotencyHeader() != null) {
      assertThat(second.body()).isEqualTo(first.body());
    }
  }

  private static OperationDefinition definition(
      SimulatorBlueprint blueprint, GoldenRequest request) {
    return blueprint.partner().operations().get(request.operation());
  }

  /** One case of each operation. */
  private static Stream<GoldenRequest> firstOfEach(SimulatorBlueprint blueprint) {
    Map<String, GoldenRequest> first = new TreeMap<>();
    REQUESTS
        .get(blueprint.id())
        .forEach(request -> first.putIfAbsent(request.operation(), request));
    return first.values().stream();
  }
}
