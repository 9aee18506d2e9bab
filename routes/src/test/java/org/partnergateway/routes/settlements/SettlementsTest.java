package org.partnergateway.routes.settlements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.routes.batches.BatchKind;
import org.partnergateway.routes.batches.BatchLine;
import org.partnergateway.routes.batches.BatchSource;
import org.partnergateway.routes.batches.LineOutcome;
import org.partnergateway.routes.definitions.Repository;
import org.partnergateway.routes.events.EventCheck;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.ledger.DocumentMerge;
import org.partnergateway.routes.ledger.DocumentSchemas;
import org.partnergateway.routes.ledger.LedgerEvents;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.ledger.StatusRules;
import org.partnergateway.routes.ledger.TrackingWriter;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.SettableClock;
import org.partnergateway.routes.store.StoreDatabase;
import org.partnergateway.routes.store.events.EventLog;
import org.partnergateway.routes.store.events.EventOrder;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.LedgerFilter;
import org.partnergateway.routes.store.ledger.TrackingEvents;
import org.partnergateway.routes.store.settlements.Differences;
import org.partnergateway.routes.store.settlements.FollowedEvents;
import org.partnergateway.routes.store.settlements.LineMatches;
import org.partnergateway.routes.store.settlements.SettlementLines;
import org.partnergateway.routes.store.settlements.SettlementReader;
import org.partnergateway.routes.store.settlements.SettlementReader.DifferenceFilter;
import org.partnergateway.routes.store.settlements.SettlementReader.LineFilter;
import org.partnergateway.routes.store.settlements.SettlementSums;
import org.partnergateway.routes.store.settlements.Settlements;
import org.partnergateway.routes.store.settlements.StoredDifference;
import org.partnergateway.routes.store.settlements.StoredLine;

/** Settlements from their lines to what differs, on the real store. */
class SettlementsTest {
  @RegisterExtension static final StoreDatabase DATABASE = new StoreDatabase();

  private static final SchemaLibrary LIBRARY = new SchemaLibrary(Repository.tree());
  private static final BatchSource STRIPE = new BatchSource("bat_1", "finance", "stripe");
  private static final String PAYOUT = "po_1";
  private static final LineFilter ALL = new LineFilter(null, null, null);

  private final SettableClock clock = new SettableClock("2026-11-23T02:00:00Z");
  private final Ids ids = new Ids(clock);
  private final Ledger ledger = new Ledger(DATABASE.client(), clock);
  private final LedgerWriter writer = writer();
  private final Settlements settlements = new Settlements(DATABASE.client(), clock);
  private final Differences differences = new Differences(DATABASE.client(), clock);
  private final SettlementReader reader = new SettlementReader(DATABASE.client());
  private final LineMatches matches = new LineMatches(DATABASE.client());
  private final BatchKind kind =
      SettlementParts.kind(
          Set.of("stripe", "amazon"),
          writer,
          settlements,
          new SettlementLines(DATABASE.template()),
          clock);
  private final SettlementComparison comparison =
      new SettlementComparison(
          settlements,
          matches,
          differences,
          new SettlementSums(DATABASE.client()),
          ledger,
          writer,
          DATABASE.transactions(),
          clock);
  private final LedgerFollower follower =
      new LedgerFollower(
          new FollowedEvents(
              DATABASE.client(), new EventOrder(DATABASE.template(), DATABASE.transactions())),
          matches,
          settlements,
          differences,
          Duration.ofDays(14),
          DATABASE.transactions(),
          clock);

  private LedgerWriter writer() {
    StatusRules rules =
        new StatusRules(
            YamlTree.read(Repository.tree().get("contracts/canonical/statuses.yaml")).root());
    LedgerEvents events =
        new LedgerEvents(
            new EventLog(DATABASE.template()),
            ids,
            clock,
            new EventCheck(Repository.definitions().events(), new SimpleMeterRegistry()));
    return new LedgerWriter(
        ledger,
        events,
        new DocumentMerge(rules),
        new DocumentSchemas(LIBRARY),
        new TrackingWriter(new TrackingEvents(DATABASE.template()), events, ledger, rules),
        ids,
        clock);
  }

  @BeforeEach
  void empty() {
    DATABASE
        .template()
        .execute(
            "truncate ledger, ledger_reference, event_log, event_order, settlement,"
                + " settlement_line, settlement_difference");
  }

  @Test
  void aSettlementIsTheSumOfItsLinesAndIsPaidOut() {
    payment("pi_1", "captured", 3499);
    apply(
        settlement("{'status': 'paid', 'payout': {'amount': 3268, 'currency': 'USD'}}"),
        line("txn_1", "payment", "'payment_ref': 'pi_1'", 3499, 131),
        line("txn_2", "fee", "'partner_code': 'monthly'", -100, 0));
    compare();

    JsonNode settlement = settlement();
    assertThat(settlement.path("status").asText()).isEqualTo("paid");
    assertThat(settlement.at("/gross/amount").asLong()).isEqualTo(3399);
    assertThat(settlement.at("/fees/amount").asLong()).isEqualTo(131);
    assertThat(settlement.at("/net/amount").asLong()).isEqualTo(3268);
    assertThat(settlement.path("lines"))
        .isEqualTo(json("{'total': 2, 'matched': 1, 'unmatched': 0}"));
    assertThat(settlement.path("differences").asInt()).isZero();
    assertThat(found()).isEmpty();
  }

  @Test
  void theSameReportReadTwiceChangesNothing() {
    payment("pi_1", "captured", 3499);
    BatchLine[] report = {
      settlement("{'status': 'paid'}"), line("txn_1", "payment", "'payment_ref': 'pi_1'", 3499, 131)
    };
    apply(report);
    compare();
    JsonNode before = settlement();

    clock.forward(Duration.ofHours(1));
    apply(report);
    compare();

    assertThat(settlement()).isEqualTo(before);
    assertThat(lines(ALL)).hasSize(1);
  }

  @Test
  void aCorrectedReportReplacesItsLines() {
    apply(line("txn_1", "fee", "'description': 'a fee\\t\\\\with \\nall'", -100, 0));
    apply(line("txn_1", "fee", "'description': 'corrected'", -90, 0));
    compare();

    assertThat(lines(ALL))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.told().gross()).isEqualTo(-90);
              assertThat(line.told().description()).isEqualTo("corrected");
            });
    assertThat(settlement().at("/net/amount").asLong()).isEqualTo(-90);
  }

  @Test
  void textComesBackAsItWasTold() {
    String text = "back\\slash \\N, tab\t, line\r\nend, \"quotes\", 東京";
    ObjectNode line = (ObjectNode) line("txn\\1", "fee", "'partner_code': 'x'", -100, 0).content();
    ((ObjectNode) line.path("line")).put("description", text).put("payment_ref", "\\.");
    apply(new BatchLine(1, line));

    assertThat(lines(ALL))
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.told().description()).isEqualTo(text);
              assertThat(kept.told().ref()).isEqualTo("txn\\1");
              assertThat(kept.told().paymentRef()).isEqualTo("\\.");
              assertThat(kept.told().occurredAt()).isNull();
            });
  }

  @Test
  void whatIsSettledOtherThanCapturedIsADifferenceUntilTheRestIsSettled() {
    String payment = payment("pi_1", "captured", 3499);
    apply(line("txn_1", "payment", "'payment_ref': 'pi_1'", 3000, 0));
    compare();
    assertThat(found())
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.type()).isEqualTo("amount");
              assertThat(difference.matchedId()).isEqualTo(payment);
              assertThat(difference.expected()).isEqualTo(3499);
              assertThat(difference.settled()).isEqualTo(3000);
            });
    assertThat(settlement().path("differences").asInt()).isEqualTo(1);
    assertThat(lines(new LineFilter(null, "amount", null))).hasSize(1);

    apply(entry("po_2", "txn_2", "payment", "'payment_ref': 'pi_1'", 499, "USD"));
    compare();

    assertThat(found()).isEmpty();
    assertThat(settlement().path("differences").asInt()).as("of the first one").isZero();
  }

  @Test
  void settledTwiceAndInAnotherCurrencyAreDifferences() {
    String twice = payment("pi_1", "captured", 3499);
    String other = payment("pi_2", "captured", 100);
    apply(
        line("txn_1", "payment", "'payment_ref': 'pi_1'", 3499, 0),
        line("txn_2", "payment", "'payment_ref': 'pi_1'", 3499, 0),
        entry(PAYOUT, "txn_3", "payment", "'payment_ref': 'pi_2'", 100, "EUR"));
    compare();

    assertThat(found())
        .extracting(StoredDifference::type, StoredDifference::matchedId)
        .containsExactlyInAnyOrder(tuple("settled_twice", twice), tuple("currency", other));
  }

  @Test
  void whatABuyerPaidInAnotherCurrencyIsHeldAgainstTheLedger() {
    payment("pi_1", "captured", 3499);
    ObjectNode entry =
        (ObjectNode)
            entry(PAYOUT, "txn_1", "payment", "'payment_ref': 'pi_1'", 3012, "EUR").content();
    ((ObjectNode) entry.path("line")).set("original", json("{'amount': 3499, 'currency': 'USD'}"));
    apply(new BatchLine(1, entry));
    compare();

    assertThat(found()).isEmpty();
  }

  @Test
  void refundsAreHeldAgainstWhatWasGivenBack() {
    String payment = payment("pi_1", "captured", 3499);
    String refund = refund(payment, "re_1", 500);
    apply(
        line("txn_1", "payment", "'payment_ref': 'pi_1'", 3499, 0),
        line("txn_2", "refund", "'payment_ref': 'pi_1', 'refund_ref': 're_1'", -500, 0));
    compare();
    assertThat(found()).isEmpty();
    assertThat(lines(new LineFilter(null, null, "refund")))
        .singleElement()
        .satisfies(line -> assertThat(line.matchedId()).isEqualTo(refund));

    apply(line("txn_2", "refund", "'payment_ref': 'pi_1', 'refund_ref': 're_1'", -400, 0));
    compare();
    assertThat(found())
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.matchedId()).isEqualTo(refund);
              assertThat(difference.settled()).isEqualTo(400);
            });
  }

  @Test
  void aReportMayComeBeforeTheWebhook() {
    apply(line("txn_1", "payment", "'payment_ref': 'pi_1'", 3499, 0));
    compare();
    assertThat(settlement().at("/lines/unmatched").asInt()).isEqualTo(1);
    assertThat(lines(new LineFilter(false, null, null))).hasSize(1);

    String payment = payment("pi_1", "captured", 3400);
    follower.run();
    compare();

    assertThat(lines(new LineFilter(true, null, null)))
        .singleElement()
        .satisfies(line -> assertThat(line.matchedId()).isEqualTo(payment));
    assertThat(found()).extracting(StoredDifference::type).containsExactly("amount");

    set(payment, "{'captured_amount': {'amount': 3499, 'currency': 'USD'}}");
    follower.run();
    compare();
    assertThat(found()).as("captured by now").isEmpty();
  }

  @Test
  void ourOwnIdsAreFoundToo() {
    String payment = payment("pi_1", "captured", 3499);
    apply(line("txn_1", "payment", "'payment_ref': '%s'".formatted(payment), 3499, 0));

    assertThat(lines(ALL))
        .singleElement()
        .satisfies(line -> assertThat(line.matchedId()).isEqualTo(payment));
  }

  @Test
  void anotherPartnersReferenceIsNotFound() {
    payment("pi_1", "captured", 3499);
    ObjectNode entry =
        (ObjectNode) line("txn_1", "payment", "'payment_ref': 'pi_1'", 3499, 0).content();
    entry.put("partner", "amazon");
    apply(new BatchSource("bat_1", "finance", null), new BatchLine(1, entry));

    assertThat(lines(ALL)).singleElement().satisfies(line -> assertThat(line.matchedId()).isNull());
  }

  @Test
  void aPaymentThatIsInNoSettlementForLongIsADifference() {
    String payment = payment("pi_1", "captured", 3499);
    apply(line("txn_1", "fee", "'partner_code': 'monthly'", -100, 0));
    clock.forward(Duration.ofDays(13));
    follower.findNotSettled();
    assertThat(found()).isEmpty();

    clock.forward(Duration.ofDays(2));
    follower.findNotSettled();
    assertThat(found())
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.type()).isEqualTo("not_settled");
              assertThat(difference.matchedId()).isEqualTo(payment);
            });

    apply(line("txn_2", "payment", "'payment_ref': 'pi_1'", 3499, 0));
    compare();
    assertThat(found()).isEmpty();
  }

  @Test
  void sumsThatDoNotComeToThePayoutAreDifferences() {
    ObjectNode entry = (ObjectNode) line("txn_1", "fee", "'partner_code': 'x'", -100, 7).content();
    ((ObjectNode) entry.path("line")).set("net", json("{'amount': -100, 'currency': 'USD'}"));
    apply(settlement("{'payout': {'amount': -107, 'currency': 'USD'}}"), new BatchLine(2, entry));
    compare();

    assertThat(found())
        .extracting(StoredDifference::type, StoredDifference::expected, StoredDifference::settled)
        .containsExactlyInAnyOrder(tuple("line_sum", -107L, -100L), tuple("payout", -107L, -100L));
    assertThat(settlement().path("differences").asInt()).isEqualTo(2);
    long id = found().getFirst().id();
    clock.forward(Duration.ofMinutes(1));
    DATABASE.transactions().executeWithoutResult(t -> settlements.changed(List.of(number())));
    compare();
    assertThat(found().getFirst().id()).as("the same differences are not new ones").isEqualTo(id);

    apply(settlement("{'payout': {'amount': -100, 'currency': 'USD'}}"));
    compare();
    assertThat(found()).extracting(StoredDifference::type).containsExactly("line_sum");
  }

  @Test
  void whatALineLacksIsSaidAndTheOthersAreApplied() {
    ObjectNode fee = (ObjectNode) line("txn_1", "fee", "'partner_code': 'x'", -100, 0).content();
    ((ObjectNode) fee.path("line")).set("fee", json("{'amount': 1, 'currency': 'EUR'}"));
    ObjectNode other = fee.deepCopy().put("partner", "amazon");
    ObjectNode huge =
        (ObjectNode) line("txn_2", "fee", "'partner_code': 'x'", 9_000_000_000_000L, 0).content();
    List<LineOutcome> outcomes =
        apply(
            new BatchLine(1, fee),
            new BatchLine(2, other),
            new BatchLine(3, huge),
            line("txn_3", "fee", "'partner_code': 'x'", -1, 0));

    assertThat(outcomes)
        .containsExactly(
            new LineOutcome.Failed(
                "is in EUR, and gross in USD; what a buyer paid in another currency is original",
                "/line/fee"),
            new LineOutcome.Failed("is amazon in a batch of stripe", "/partner"),
            new LineOutcome.Failed("is more than a line may have, 1000000000000", "/line/gross"),
            new LineOutcome.Done());
    assertThat(lines(ALL)).hasSize(1);
    assertThat(
            apply(new BatchSource("bat_1", "finance", "nobody"), settlement("{'status': 'paid'}")))
        .containsExactly(new LineOutcome.Failed("there is no partner 'nobody'", "/partner"));
  }

  @Test
  void linesAreListedPieceByPiece() {
    apply(
        IntStream.range(0, 25)
            .mapToObj(i -> line("txn_%02d".formatted(i), "fee", "'partner_code': 'x'", -i, 0))
            .toArray(BatchLine[]::new));

    List<String> refs = new ArrayList<>();
    String cursor = null;
    do {
      var page = reader.lines(number(), ALL, cursor, 10);
      page.data().forEach(line -> refs.add(line.told().ref()));
      cursor = page.nextCursor();
    } while (cursor != null);
    assertThat(refs).hasSize(25).isSorted().doesNotHaveDuplicates();
  }

  private List<LineOutcome> apply(BatchLine... lines) {
    return apply(STRIPE, lines);
  }

  private List<LineOutcome> apply(BatchSource source, BatchLine... lines) {
    var schema = LIBRARY.schema("contracts/canonical/schemas/" + kind.lineSchema(), "");
    for (BatchLine line : lines) {
      assertThat(schema.check(line.content())).isEmpty();
    }
    return Objects.requireNonNull(
        DATABASE.transactions().execute(transaction -> kind.apply(source, List.of(lines))));
  }

  private void compare() {
    clock.forward(Duration.ofSeconds(2));
    comparison.run();
    clock.forward(Duration.ofSeconds(2));
    comparison.run();
  }

  private List<StoredDifference> found() {
    return reader.differences(new DifferenceFilter(null, null, null), null, 100).data();
  }

  private long number() {
    return DATABASE.client().sql("select min(number) from settlement").query(Long.class).single();
  }

  private List<StoredLine> lines(LineFilter filter) {
    return reader.lines(number(), filter, null, 100).data();
  }

  private JsonNode settlement() {
    var page = ledger.list("settlement", new LedgerFilter(null, null, null, null), null, 10);
    JsonNode document = page.data().getLast().document();
    assertThat(new DocumentSchemas(LIBRARY).of("settlement").check(document)).isEmpty();
    return document;
  }

  private String payment(String reference, String status, long captured) {
    String id = ids.next("pay");
    ObjectNode document =
        json(
            """
            {'id': '%s', 'order_id': '%s', 'partner': 'stripe', 'status': '%s',
             'partner_refs': [{'type': 'payment_intent', 'value': '%s'}],
             'amount': {'amount': 3499, 'currency': 'USD'},
             'captured_amount': {'amount': %d, 'currency': 'USD'}}
            """
                .formatted(id, ids.next("ord"), status, reference, captured));
    return create("payment", document);
  }

  private String refund(String payment, String reference, long amount) {
    ObjectNode document =
        json(
            """
            {'id': '%s', 'payment_id': '%s', 'order_id': '%s', 'partner': 'stripe',
             'status': 'succeeded', 'partner_refs': [{'type': 'refund', 'value': '%s'}],
             'amount': {'amount': %d, 'currency': 'USD'}}
            """
                .formatted(ids.next("ref"), payment, ids.next("ord"), reference, amount));
    return create("refund", document);
  }

  private String create(String what, ObjectNode document) {
    Instant now = clock.instant();
    DATABASE
        .transactions()
        .executeWithoutResult(transaction -> writer.create(what, "stripe", document, now));
    return document.path("id").asText();
  }

  private void set(String payment, String set) {
    DATABASE
        .transactions()
        .executeWithoutResult(
            transaction ->
                writer.apply("stripe", Change.of("payment", payment, json(set)), clock.instant()));
  }

  private static BatchLine settlement(String told) {
    ObjectNode entry = json("{'payout_ref': '%s'}".formatted(PAYOUT));
    entry.set("settlement", json(told));
    return new BatchLine(1, entry);
  }

  private static BatchLine line(String ref, String type, String more, long gross, long fee) {
    BatchLine line = entry(PAYOUT, ref, type, more, gross, "USD");
    if (fee != 0) {
      ((ObjectNode) line.content().path("line"))
          .set("fee", json("{'amount': %d, 'currency': 'USD'}".formatted(fee)));
    }
    return line;
  }

  private static BatchLine entry(
      String payout, String ref, String type, String more, long gross, String currency) {
    ObjectNode entry =
        json(
            "{'payout_ref': '%s', 'line': {%s, 'gross': {'amount': %d, 'currency': '%s'}}}"
                .formatted(payout, more, gross, currency));
    ((ObjectNode) entry.path("line")).put("ref", ref).put("type", type);
    return new BatchLine(2, entry);
  }

  private static ObjectNode json(@Nullable String text) {
    return (ObjectNode)
        StrictJson.read(
            Objects.requireNonNull(text).replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
