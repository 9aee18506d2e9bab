package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several at once can't have the same money twice, and our own check says so. */
@SharesSandbox
class ConcurrentRefundsTest {
  private static final int AT_ONCE = 6;

  private final RunningSandbox sandbox;
  private final Api api;

  ConcurrentRefundsTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
  }

  /** Each under a key of its own, all at one moment. */
  private List<ApiAnswer> atOnce(String path, ObjectNode body) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ApiAnswer>> futures =
          IntStream.range(0, AT_ONCE)
              .mapToObj(
                  i -> threads.submit(() -> api.post(path, RunningSandbox.fresh("key"), body)))
              .toList();
      return futures.stream().map(ConcurrentRefundsTest::answer).toList();
    }
  }

  private static ApiAnswer answer(Future<ApiAnswer> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void refundsThatTogetherExceedWhatIsLeftAreRefusedBeforeTheProviderIsAsked() {
    String payment = sandbox.captured().id();
    ObjectNode refund = Bodies.object().put("payment_id", payment);
    refund.set("amount", Bodies.money(1000, "USD"));
    long refunds = sandbox.effects().get("stripe refunds");

    List<ApiAnswer> answers = atOnce("/v1/refunds", refund);

    assertThat(answers).filteredOn(a -> a.status() == 201).hasSize(2);
    assertThat(answers)
        .filteredOn(a -> a.status() != 201)
        .allSatisfy(a -> assertThat(a.at("/code")).isEqualTo("state_conflict"))
        .allSatisfy(a -> assertThat(a.at("/detail")).contains("left to refund"));
    assertThat(sandbox.arrivals().count("POST", "/stripe/v1/refunds", payment)).isEqualTo(2);
    assertThat(sandbox.effects().get("stripe refunds")).isEqualTo(refunds + 2);
    assertThat(api.get("/v1/payments/" + payment).at("/refunded_amount/amount").asLong())
        .isEqualTo(2000);
  }

  @Test
  void ofCapturesAtOnceOneIsMade() {
    String payment = sandbox.authorized().id();
    ObjectNode part = Bodies.object();
    part.set("amount", Bodies.money(1500, "USD"));

    List<ApiAnswer> answers = atOnce("/v1/payments/" + payment + "/capture", part);

    assertThat(answers).filteredOn(a -> a.status() == 200).hasSize(1);
    assertThat(answers)
        .filteredOn(a -> a.status() != 200)
        .allSatisfy(a -> assertThat(a.at("/code")).isEqualTo("state_conflict"));
    assertThat(api.get("/v1/payments/" + payment).at("/captured_amount/amount").asLong())
        .isEqualTo(1500);
  }
}
