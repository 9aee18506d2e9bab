package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.tests.sandbox.Sandbox;
import org.partnergateway.tests.sandbox.SandboxOptions;
import org.partnergateway.tests.simulators.Fault;
import org.partnergateway.tests.simulators.Faults;

/** Many figures of stock in one request; what took effect is counted at the marketplaces. */
@Order(1)
class StockInBulkTest {
  private static final String TOKEN = "canary-token-5b9a31";
  private static final String SITE = "ATVPDKIKX0DER";
  private static final String OFFER = "6ff736b5-cdd0-4150-8c67-78269ee986f5";

  @TempDir static Path directory;
  private static Sandbox sandbox;
  private static Api api;
  private static Store store;

  @BeforeAll
  static void start() {
    sandbox =
        Sandbox.start(
            SandboxOptions.quiet(directory.resolve("data"))
                .with("gateway.api.clients.sandbox.token", TOKEN));
    api = new Api(sandbox.gatewayAddress(), TOKEN, sandbox.gateway().getBean(Definitions.class));
    store = new Store(sandbox.gateway());
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @AfterEach
  void nothing_is_broken_on_purpose_any_more() {
    sandbox.partners().server().faults().clear();
    sandbox.partners().amazon().feedsEnd(null);
    sandbox.partners().amazon().feedsTake(Duration.ofMillis(300), Duration.ofMillis(700));
  }

  private static ObjectNode level(String partner, String sku, int available) {
    return Bodies.object().put("partner", partner).put("sku", sku).put("available", available);
  }

  private static ApiAnswer put(ObjectNode... levels) {
    return put(RunningSandbox.fresh("levels"), levels);
  }

  private static ApiAnswer put(String key, ObjectNode... levels) {
    ObjectNode body = Bodies.object();
    body.putArray("levels").addAll(List.of(levels));
    return api.send(ApiRequest.post("/v1/inventory-levels", body).method("PUT").key(key));
  }

  private static JsonNode completed(ApiAnswer accepted) {
    String address = accepted.header("Location");
    return Await.until(
        "all figures have come to an end",
        () -> api.get(address),
        update -> update.path("status").asText().equals("completed"));
  }

  private static List<JsonNode> levels(ApiAnswer accepted) {
    return api.all(accepted.header("Location") + "/levels");
  }

  private static Map<Integer, String> outcomes(ApiAnswer accepted) {
    return levels(accepted).stream()
        .collect(
            Collectors.toMap(
                level -> level.path("place").asInt(),
                level -> level.path("status").asText(),
                (a, b) -> a,
                TreeMap::new));
  }

  private static long effects(String partner, String effect) {
    return sandbox.partners().effects(partner).getOrDefault(effect, 0L);
  }

  private static int atAmazon(String sku) {
    JsonNode stock = sandbox.partners().amazon().stock(SITE, sku);
    return stock == null ? -1 : stock.at("/0/quantity").asInt();
  }

  private static JsonNode ledger(String partner, String sku) {
    return api.all("/v1/inventory-levels?partner=" + partner).stream()
        .filter(level -> level.path("sku").asText().equals(sku))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  @Test
  void each_marketplace_is_told_in_its_own_way_and_each_figure_has_its_outcome() {
    long amazon = effects("amazon", "stocks");
    long feeds = effects("amazon", "feeds");
    long walmart = effects("walmart", "inventory-figures");
    long bol = effects("bol", "stocks");
    String key = RunningSandbox.fresh("levels");
    ObjectNode[] figures = {
      level("amazon", "KETTLE-12", 41),
      level("amazon", "NO-SUCH-SKU", 3),
      level("walmart", "MUG-BLUE", 42),
      level("amazon", "MUG-BLUE", 43),
      level("walmart", "NO-SUCH-SKU", 4),
      level("bol", "KETTLE-12", 44).put("partner_ref", OFFER),
      level("bol", "KETTLE-13", 45),
    };

    ApiAnswer accepted = put(key, figures).expect(202);
    ApiAnswer again = put(key, figures).expect(202);

    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.id()).isEqualTo(accepted.id());
    JsonNode counts = completed(accepted).path("counts");
    assertThat(outcomes(accepted))
        .isEqualTo(
            Map.of(
                0,
                "succeeded",
                1,
                "declined",
                2,
                "succeeded",
                3,
                "succeeded",
                4,
                "declined",
                5,
                "succeeded",
                6,
                "failed"));
    assertThat(counts.path("total").asInt()).isEqualTo(7);
    assertThat(counts.path("succeeded").asInt()).isEqualTo(4);
    List<JsonNode> levels = levels(accepted);
    assertThat(levels.get(1).path("reason").asText())
        .isEqualTo("The SKU NO-SUCH-SKU does not match any listing.");
    assertThat(levels.get(1).path("code").asText()).isEqualTo("4000002");
    assertThat(levels.get(4).path("reason").asText()).contains("no such sku");
    assertThat(levels.get(6).path("reason").asText()).contains("partner_ref");
    assertThat(levels.get(0).path("operation_id")).isEqualTo(levels.get(3).path("operation_id"));
    assertThat(effects("amazon", "stocks") - amazon).isEqualTo(2);
    assertThat(effects("amazon", "feeds") - feeds).isEqualTo(1);
    assertThat(effects("walmart", "inventory-figures") - walmart).isEqualTo(1);
    assertThat(effects("bol", "stocks") - bol).isEqualTo(1);
    assertThat(atAmazon("KETTLE-12")).isEqualTo(41);
    Await.until(
        "the ledger knows",
        () -> ledger("amazon", "KETTLE-12").path("available").asInt(),
        now -> now == 41);
    assertThat(ledger("amazon", "KETTLE-12").path("status").asText()).isEqualTo("published");
    assertThat(ledger("amazon", "NO-SUCH-SKU").path("status").asText()).isEqualTo("failed");
    assertThat(ledger("amazon", "NO-SUCH-SKU").at("/error/code").asText()).isEqualTo("4000002");
    assertThat(ledger("walmart", "MUG-BLUE").path("available").asInt()).isEqualTo(42);
    assertThat(api.all("/v1/inventory-updates/" + accepted.id() + "/levels?status=declined"))
        .hasSize(2);
  }

  @Test
  void a_feed_whose_answer_is_lost_sets_each_figure_once() {
    breaks(new Faults.Target("amazon", "", "inputFeedDocumentId"), true, OptionalInt.of(1));
    long stocks = effects("amazon", "stocks");

    ApiAnswer accepted =
        put(level("amazon", "POT-07", 51), level("amazon", "GRINDER-S", 52)).expect(202);
    completed(accepted);

    Await.until(
        "both are told",
        () -> outcomes(accepted),
        all -> all.values().stream().allMatch("succeeded"::equals));
    assertThat(effects("amazon", "stocks") - stocks).isEqualTo(2);
    assertThat(atAmazon("POT-07")).isEqualTo(51);
  }

  /** The connection breaks, after or before it took effect. */
  private static void breaks(Faults.Target target, boolean after, OptionalInt times) {
    sandbox
        .partners()
        .server()
        .faults()
        .add(target, new Fault(Duration.ZERO, null, 0, true, after, List.of()), times, "");
  }

  @Test
  void newer_figures_take_the_place_of_those_that_wait_for_a_feed_to_end() {
    sandbox.partners().amazon().feedsTake(Duration.ofSeconds(3), Duration.ofSeconds(1));
    ApiAnswer first = put(level("amazon", "CHAWAN-01", 61)).expect(202);
    Await.until("it is told", () -> outcomes(first), all -> all.get(0).equals("publishing"));

    ApiAnswer second =
        put(
                level("amazon", "CHAWAN-01", 62).put("as_of", "2099-01-01T00:00:01Z"),
                level("amazon", "CHAWAN-01", 60).put("as_of", "2099-01-01T00:00:00Z"))
            .expect(202);
    ApiAnswer third =
        put(
                level("amazon", "CHAWAN-01", 63).put("as_of", "2099-01-01T00:00:02Z"),
                level("amazon", "TOWEL-LINEN", 7))
            .expect(202);
    ObjectNode single = level("amazon", "CHAWAN-01", 99).put("product_type", "CUP");
    ApiAnswer busy =
        api.send(
            ApiRequest.post("/v1/inventory-levels", single)
                .method("PUT")
                .key(RunningSandbox.fresh("level")));

    assertThat(busy.expect(409).at("/code")).isEqualTo("state_conflict");
    assertThat(outcomes(second)).isEqualTo(Map.of(0, "superseded", 1, "superseded"));
    completed(third);
    assertThat(outcomes(first)).isEqualTo(Map.of(0, "succeeded"));
    assertThat(outcomes(third)).isEqualTo(Map.of(0, "succeeded", 1, "succeeded"));
    assertThat(atAmazon("CHAWAN-01")).isEqualTo(63);
    assertThat(outcomes(put(level("amazon", "CHAWAN-01", 5)).expect(202)))
        .isEqualTo(Map.of(0, "superseded"));
  }

  @Test
  void a_feed_that_is_broken_off_leaves_what_it_does_not_speak_of_unknown() {
    sandbox.partners().amazon().feedsEnd((id, feed) -> "FATAL");

    ApiAnswer accepted =
        put(level("amazon", "SCALE-2KG", 71), level("amazon", "FILTER-100", 72)).expect(202);
    completed(accepted);

    assertThat(outcomes(accepted)).isEqualTo(Map.of(0, "outcome_unknown", 1, "outcome_unknown"));
    sandbox.partners().amazon().feedsEnd(null);
    ApiAnswer newer = put(level("amazon", "FILTER-100", 73)).expect(202);
    completed(newer);
    assertThat(outcomes(newer)).isEqualTo(Map.of(0, "succeeded"));
    assertThat(atAmazon("FILTER-100")).isEqualTo(73);
  }

  @Test
  void a_feed_that_is_canceled_there_declines_all_of_it() {
    sandbox.partners().amazon().feedsEnd((id, feed) -> "CANCELLED");

    ApiAnswer accepted = put(level("amazon", "CHASEN-80", 81)).expect(202);
    completed(accepted);

    assertThat(outcomes(accepted)).isEqualTo(Map.of(0, "declined"));
    assertThat(levels(accepted).getFirst().path("code").asText()).isEqualTo("CANCELLED");
    assertThat(atAmazon("CHASEN-80")).isEqualTo(-1);
  }

  @Test
  void a_figure_that_is_parked_stands_in_no_newer_ones_way() {
    long before = effects("walmart", "inventory-figures");
    breaks(
        new Faults.Target("walmart", "updateInventoryForAnItem", ""), false, OptionalInt.empty());
    ApiAnswer doubtful = single(level("walmart", "GRINDER-S", 91));
    String parked = doubtful.expect(504).at("/operation_id");
    store.park(parked);

    assertThat(single(level("walmart", "GRINDER-S", 92)).expect(409).at("/operation_id"))
        .isEqualTo(parked);
    store.inDoubtSince(parked, 2);
    sandbox.partners().server().faults().clear();
    assertThat(single(level("walmart", "GRINDER-S", 92)).expect(200).at("/status"))
        .isEqualTo("published");

    JsonNode operation = api.get("/v1/operations/" + parked);
    assertThat(operation.path("status").asText()).isEqualTo("failed");
    assertThat(operation.at("/resolution/outcome").asText()).isEqualTo("superseded");
    assertThat(effects("walmart", "inventory-figures") - before).isEqualTo(1);
    ApiAnswer bulk = put(level("walmart", "GRINDER-S", 93)).expect(202);
    completed(bulk);
    assertThat(outcomes(bulk)).isEqualTo(Map.of(0, "succeeded"));
  }

  private static ApiAnswer single(ObjectNode level) {
    return api.send(
        ApiRequest.post("/v1/inventory-levels", level)
            .method("PUT")
            .key(RunningSandbox.fresh("level")));
  }

  @Test
  void what_can_not_be_told_is_refused_as_a_whole_with_its_places() {
    ObjectNode nowhere = Bodies.object().put("sku", "KETTLE-12").put("available", 1);

    ApiAnswer refused =
        put(level("walmart", "KETTLE-12", 1), nowhere, level("ups", "KETTLE-12", 1)).expect(422);

    assertThat(refused.at("/errors/0/pointer")).isEqualTo("/levels/1/partner");
    assertThat(refused.at("/errors/1/pointer")).isEqualTo("/levels/2/partner");
    ApiAnswer wrong = put(level("walmart", "KETTLE-12", -1)).expect(422);
    assertThat(wrong.at("/errors/0/pointer")).isEqualTo("/levels/0/available");
    String key = RunningSandbox.fresh("levels");
    put(key, level("walmart", "FILTER-100", 1)).expect(202);
    assertThat(put(key, level("walmart", "FILTER-100", 2)).expect(422).at("/code"))
        .isEqualTo("idempotency_key_reused");
  }

  @Test
  void ten_thousand_figures_are_taken_at_once() {
    ObjectNode[] figures = new ObjectNode[10_000];
    for (int i = 0; i < figures.length; i++) {
      figures[i] = level("amazon", i == 4567 ? "MUG-BLUE" : "MANY-" + i, i);
    }

    ApiAnswer accepted = put(figures).expect(202);
    completed(accepted);

    JsonNode counts = api.get(accepted.header("Location")).path("counts");
    assertThat(counts.path("succeeded").asInt()).isEqualTo(1);
    assertThat(counts.path("declined").asInt()).isEqualTo(9999);
    assertThat(atAmazon("MUG-BLUE")).isEqualTo(4567);
  }
}
