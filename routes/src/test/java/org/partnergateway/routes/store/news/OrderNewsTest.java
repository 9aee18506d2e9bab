package org.partnergateway.routes.store.news;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.SettableClock;
import org.partnergateway.routes.store.StoreDatabase;

final class OrderNewsTest {
  @RegisterExtension static final StoreDatabase DATABASE = new StoreDatabase();

  private static final String PARTNER = "raven";
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final JsonNode NEWS = JsonNodeFactory.instance.objectNode();

  private final SettableClock clock = new SettableClock("2026-11-26T01:00:00Z");
  private final OrderNews news = new OrderNews(DATABASE.client(), clock);

  @BeforeEach
  void empty() {
    DATABASE.template().execute("truncate order_news, order_news_checkpoint");
  }

  private void add(String order, String event) {
    news.add(PARTNER, order, event, Fingerprint.of(event.getBytes(UTF_8)), NEWS);
  }

  private List<String> due() {
    return claim().stream().map(StoredNews::eventId).toList();
  }

  private List<StoredNews> claim() {
    return news.claimDue(PARTNER, 10, LEASE);
  }

  @Test
  void eachOrdersNewsWaitsForTheOneBeforeAndForNoOtherOrders() {
    add("ord_1", "evt_1");
    add("ord_2", "evt_2");
    add("ord_1", "evt_3");

    List<StoredNews> first = claim();
    assertThat(first).extracting(StoredNews::eventId).containsExactlyInAnyOrder("evt_1", "evt_2");
    assertThat(due()).as("while these are under way").isEmpty();
    for (StoredNews one : first) {
      if (one.orderId().equals("ord_1")) {
        news.later(one, clock.instant().plusSeconds(30), "not taken");
      } else {
        news.told(one);
      }
    }
    assertThat(due()).as("the first isn't taken yet").isEmpty();
    clock.forward(Duration.ofSeconds(30));
    List<StoredNews> again = claim();
    assertThat(again).extracting(StoredNews::eventId).containsExactly("evt_1");
    assertThat(again.getFirst().tries()).isEqualTo(1);
    news.told(again.getFirst());
    assertThat(due()).containsExactly("evt_3");
  }

  @Test
  void whatIsRefusedForGoodHoldsUpNothing() {
    add("ord_1", "evt_1");
    add("ord_1", "evt_2");

    claim().forEach(one -> news.refused(one, "no"));

    assertThat(due()).containsExactly("evt_2");
  }

  @Test
  void whatNobodyFinishedIsDueAgain() {
    add("ord_1", "evt_1");
    claim();

    clock.forward(LEASE);

    assertThat(due()).containsExactly("evt_1");
  }

  @Test
  void theSameEventIsAddedOnceAndTheLastIsKnown() {
    add("ord_1", "evt_1");
    add("ord_1", "evt_1");
    assertThat(claim()).hasSize(1);
    assertThat(news.latest(PARTNER, "ord_1")).contains(Fingerprint.of("evt_1".getBytes(UTF_8)));
    assertThat(news.latest("magpie", "ord_1")).isEmpty();
  }

  @Test
  void theCursorIsKeptForEachPartner() {
    assertThat(news.cursor(PARTNER)).isNull();
    news.keepCursor(PARTNER, "one");
    news.keepCursor(PARTNER, "two");
    assertThat(news.cursor(PARTNER)).isEqualTo("two");
    assertThat(news.cursor("magpie")).isNull();
  }

  @Test
  void whatWasToldIsForgottenButForEachOrdersLast() {
    add("ord_1", "evt_1");
    add("ord_2", "evt_2");
    claim().forEach(news::told);
    add("ord_1", "evt_3");
    clock.forward(Duration.ofDays(1));

    assertThat(news.forgetBefore(clock.instant(), 10)).isEqualTo(1);
    assertThat(news.latest(PARTNER, "ord_2")).isPresent();
    assertThat(due()).containsExactly("evt_3");
  }
}
