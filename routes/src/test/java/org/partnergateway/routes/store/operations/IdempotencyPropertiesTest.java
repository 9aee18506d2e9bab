package org.partnergateway.routes.store.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.SettableClock;
import org.partnergateway.routes.store.StoreDatabase;

/**
 * Whatever first calls, repeats, changed bodies, answers, crashes and clean-ups come in whatever
 * order, on two replicas and a real store: a key stands for one request, is handed out to be sent
 * once, and its answer is given again byte for byte until it is forgotten.
 */
class IdempotencyPropertiesTest {
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration KEPT = Duration.ofDays(7);

  private static StoreDatabase database;

  private final SettableClock clock = new SettableClock("2026-11-23T02:00:00Z");
  private final AtomicInteger numbers = new AtomicInteger();

  @BeforeContainer
  static void start() {
    database = StoreDatabase.alone();
  }

  @AfterContainer
  static void stop() {
    database.close();
  }

  /** What happens next. */
  enum Kind {
    CALL,
    CALL_AT_ONCE,
    ANSWER,
    CRASH,
    LATE_ANSWER,
    A_DAY,
    A_WEEK
  }

  /**
   * @param replica the process that does it
   */
  record Step(Kind kind, int replica, int key, int body) {}

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.just(Kind.CALL)),
            Tuple.of(2, Arbitraries.just(Kind.CALL_AT_ONCE)),
            Tuple.of(4, Arbitraries.just(Kind.ANSWER)),
            Tuple.of(2, Arbitraries.just(Kind.CRASH)),
            Tuple.of(1, Arbitraries.just(Kind.LATE_ANSWER)),
            Tuple.of(1, Arbitraries.just(Kind.A_DAY)),
            Tuple.of(1, Arbitraries.just(Kind.A_WEEK)));
    Arbitrary<Integer> two = Arbitraries.integers().between(0, 1);
    return Combinators.combine(kinds, two, two, two)
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }

  @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
  void aKeyStandsForOneRequestAndOneAnswer(@ForAll("histories") List<Step> history) {
    database.template().execute("truncate operation, gateway_process");
    World world = new World();
    history.forEach(world::happen);
  }

  /** What is known of a key. */
  private static final class Known {
    final int body;
    String operation;
    Lease lease;
    final List<Lease> lost = new ArrayList<>();
    Response answer;

    Known(int body) {
      this.body = body;
    }
  }

  /** The store, and beside it what it must say. */
  private final class World {
    private final OperationReader reader = new OperationReader(database.client());
    private final List<Operations> replicas = new ArrayList<>();
    private final List<OperationClaims> claims = new ArrayList<>();
    private final Map<Integer, Known> known = new HashMap<>();

    World() {
      for (int replica = 0; replica < 2; replica++) {
        String process = "replica" + replica;
        replicas.add(new Operations(database.client(), clock, process));
        claims.add(new OperationClaims(database.client(), clock, process));
        revive(process);
      }
    }

    private void revive(String process) {
      database
          .client()
          .sql(
              "insert into gateway_process values (?, clock_timestamp())"
                  + " on conflict (id) do update set seen_at = clock_timestamp()")
          .param(process)
          .update();
    }

    void happen(Step step) {
      switch (step.kind()) {
        case CALL -> call(step);
        case CALL_AT_ONCE -> callAtOnce(step);
        case ANSWER -> answer(step);
        case CRASH -> crash(step);
        case LATE_ANSWER -> lateAnswer(step);
        case A_DAY -> pass(Duration.ofDays(1));
        case A_WEEK -> pass(KEPT);
      }
    }

    private void call(Step step) {
      judge(step, replicas.get(step.replica()).accept(asked(step), LEASE));
    }

    /** Four repeats at one moment, on both replicas. */
    private void callAtOnce(Step step) {
      List<CompletableFuture<Accepted>> calls =
          IntStream.range(0, 4)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> replicas.get(i % 2).accept(asked(step), LEASE)))
              .toList();
      List<Accepted> all = calls.stream().map(CompletableFuture::join).toList();
      List<Accepted> fresh = all.stream().filter(one -> one instanceof Accepted.New).toList();
      assertThat(fresh).hasSize(known.containsKey(step.key()) ? 0 : 1);
      fresh.forEach(one -> judge(step, one));
      all.stream().filter(one -> !(one instanceof Accepted.New)).forEach(one -> judge(step, one));
    }

    private void judge(Step step, Accepted accepted) {
      Known before = known.get(step.key());
      if (before == null) {
        assertThat(accepted).isInstanceOf(Accepted.New.class);
        Known now = new Known(step.body());
        now.operation = accepted.operation().id();
        now.lease = accepted.operation().lease();
        known.put(step.key(), now);
        return;
      }
      assertThat(accepted.operation().id()).isEqualTo(before.operation);
      if (before.body != step.body()) {
        assertThat(accepted).isInstanceOf(Accepted.KeyReused.class);
      } else if (before.answer == null) {
        assertThat(accepted).isInstanceOf(Accepted.InFlight.class);
      } else {
        assertThat(accepted).isInstanceOf(Accepted.Replay.class);
        assertThat(((Accepted.Replay) accepted).response())
            .usingRecursiveComparison()
            .isEqualTo(before.answer);
      }
    }

    private void answer(Step step) {
      Known open = known.get(step.key());
      if (open == null || open.answer != null) {
        return;
      }
      Operations operations = replicas.get(step.replica());
      assertThat(operations.markInFlight(open.lease, LEASE, null, false)).isTrue();
      Response answer = response();
      assertThat(operations.finish(open.lease, succeeded(answer))).isTrue();
      open.answer = answer;
    }

    /** A process dies, and the other takes over what it had. */
    private void crash(Step step) {
      database
          .client()
          .sql("update gateway_process set seen_at = '-infinity' where id = ?")
          .param("replica" + step.replica())
          .update();
      for (Operation taken :
          claims.get(1 - step.replica()).claimAbandoned(clock.instant(), 9, LEASE)) {
        Known open =
            known.values().stream()
                .filter(one -> one.operation.equals(taken.id()))
                .findFirst()
                .orElseThrow();
        assertThat(open.answer).as("what has ended is nobody's").isNull();
        open.lost.add(open.lease);
        open.lease = taken.lease();
      }
      revive("replica" + step.replica());
    }

    /** The dead were only slow: whatever they found out must not be written any more. */
    private void lateAnswer(Step step) {
      Known slow = known.get(step.key());
      if (slow != null) {
        for (Lease lease : slow.lost) {
          assertThat(replicas.getFirst().finish(lease, succeeded(response()))).isFalse();
          assertThat(replicas.getFirst().markInFlight(lease, LEASE, null, false)).isFalse();
        }
      }
    }

    private void pass(Duration time) {
      clock.forward(time);
      reader.forgetKeysBefore(clock.instant().minus(KEPT).plusMillis(1), 100);
      Map<Integer, Known> left = new HashMap<>();
      known.forEach(
          (key, one) -> {
            boolean there =
                reader.find(one.operation).orElseThrow().asked().idempotencyKey() != null;
            assertThat(there || one.answer != null).as("what is open keeps its key").isTrue();
            if (there) {
              left.put(key, one);
            }
          });
      if (time.equals(KEPT)) {
        assertThat(left.values()).allMatch(one -> one.answer == null);
      }
      known.clear();
      known.putAll(left);
    }
  }

  private NewOperation asked(Step step) {
    int number = numbers.incrementAndGet();
    return new NewOperation(
        "op_" + number,
        "book-shipment",
        "ups",
        "shop",
        "key" + step.key(),
        Fingerprint.of("POST /v1/shipments", ("body" + step.body()).getBytes(UTF_8)),
        "ref" + number,
        JsonNodeFactory.instance.objectNode(),
        false,
        "shipment",
        "shp_1",
        null);
  }

  private Response response() {
    return new Response(
        201,
        JsonNodeFactory.instance.objectNode().put("Location", "/v1"),
        ("answer " + numbers.incrementAndGet()).getBytes(UTF_8));
  }

  private static Outcome succeeded(Response response) {
    return Outcome.ended(OperationStatus.SUCCEEDED, null, null, response);
  }
}
