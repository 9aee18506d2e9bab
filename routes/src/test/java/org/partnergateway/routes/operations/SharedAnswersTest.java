package org.partnergateway.routes.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.Time;

@Timeout(30)
class SharedAnswersTest {
  private final SharedAnswers<String, String> answers = new SharedAnswers<>(Time.SYSTEM);
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch underWay = new CountDownLatch(1);
  private final CompletableFuture<String> partner = new CompletableFuture<>();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    partner.complete("end");
    callers.close();
  }

  @Test
  void whoAsksTheSameAtTheSameTimeSharesOneAnswer() throws Exception {
    List<Future<String>> all = new ArrayList<>();
    all.add(ask("rates", Duration.ofSeconds(20)));
    underWay.await();
    for (int i = 0; i < 50; i++) {
      all.add(follower("rates", Duration.ofSeconds(20)));
    }
    partner.complete("868");

    for (Future<String> one : all) {
      assertThat(one.get()).isEqualTo("868");
    }
    assertThat(asked).hasValue(1);
    assertThat(answers.questions()).isZero();
  }

  @Test
  void anotherQuestionIsAskedForItself() throws Exception {
    Future<String> first = ask("rates", Duration.ofSeconds(20));
    underWay.await();

    assertThat(answers.get("tracking", in(20), () -> "delivered")).isEqualTo("delivered");
    partner.complete("868");
    assertThat(first.get()).isEqualTo("868");
  }

  @Test
  void whoComesAfterTheAnswerAsksAnew() {
    assertThat(answers.get("rates", in(20), () -> "868")).isEqualTo("868");
    assertThat(answers.get("rates", in(20), () -> "900")).isEqualTo("900");
  }

  @Test
  void aFailureIsSharedWithThoseWhoWaitNoLonger() throws Exception {
    Future<String> first = ask("rates", Duration.ofSeconds(20));
    underWay.await();
    Future<String> other = follower("rates", Duration.ofSeconds(10));
    partner.completeExceptionally(new IllegalStateException("refused"));

    assertThatThrownBy(first::get).hasRootCauseMessage("refused");
    assertThatThrownBy(other::get).hasRootCauseMessage("refused");
    assertThat(asked).hasValue(1);
  }

  @Test
  void whoIsReadyToWaitLongerAsksForHimselfAfterAFailure() throws Exception {
    Future<String> first = ask("rates", Duration.ofSeconds(10));
    underWay.await();
    Future<String> other = follower("rates", Duration.ofSeconds(20));
    partner.completeExceptionally(new IllegalStateException("too late"));

    assertThatThrownBy(first::get).hasRootCauseMessage("too late");
    assertThat(other.get()).isEqualTo("asked again");
    assertThat(asked).hasValue(2);
  }

  @Test
  void whoseDeadlineHasPassedIsAnsweredByWhoeverIsAsked() throws Exception {
    Future<String> first = ask("rates", Duration.ofSeconds(20));
    underWay.await();

    assertThat(answers.get("rates", Deadline.in(Duration.ZERO), () -> "too late"))
        .isEqualTo("too late");
    partner.complete("868");
    assertThat(first.get()).isEqualTo("868");
  }

  /** Asks, and waits for the partner. */
  private Future<String> ask(String question, Duration patience) {
    return callers.submit(
        () ->
            answers.get(
                question,
                Deadline.in(patience),
                () -> {
                  asked.incrementAndGet();
                  underWay.countDown();
                  return answered();
                }));
  }

  /** Asks while the first is under way; returns once it waits for the answer. */
  private Future<String> follower(String question, Duration patience) throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    Supplier<String> again =
        () -> {
          asked.incrementAndGet();
          return "asked again";
        };
    Future<String> answer =
        callers.submit(
            () -> {
              thread.complete(Thread.currentThread());
              return answers.get(question, Deadline.in(patience), again);
            });
    Thread waiting = thread.get();
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return answer;
  }

  private String answered() {
    try {
      return partner.get(20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      throw (RuntimeException) e.getCause();
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Deadline in(int seconds) {
    return Deadline.in(Duration.ofSeconds(seconds));
  }
}
