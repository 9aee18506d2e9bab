package org.partnergateway.routes.operations;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.Time;

/**
 * Lets those who ask the same at the same time share one answer: a hundred callers who want one
 * rate cost a partner's limit one call. Nothing is remembered once the answer is there.
 *
 * @param <K> what is asked; equal keys are the same question
 * @param <V> the answer, which nobody may change
 */
final class SharedAnswers<K, V> {
  private final ConcurrentMap<K, Asked<V>> underWay = new ConcurrentHashMap<>();
  private final Time time;

  SharedAnswers(Time time) {
    this.time = time;
  }

  /** A question that somebody has put already, and how long he waits for its answer. */
  private record Asked<V>(Deadline deadline, CompletableFuture<V> answer) {}

  /**
   * The answer to a question, by asking or by waiting for whoever asks already. A failure is shared
   * too, except with those who are ready to wait longer than the one whom it befell.
   *
   * @param ask puts the question, within the deadline
   */
  V get(K question, Deadline deadline, Supplier<V> ask) {
    Asked<V> mine = new Asked<>(deadline, new CompletableFuture<>());
    Asked<V> first = underWay.putIfAbsent(question, mine);
    while (first != null) {
      try {
        return first.answer().get(deadline.remainingNanos(time), TimeUnit.NANOSECONDS);
      } catch (ExecutionException e) {
        if (deadline.atNanos() - first.deadline().atNanos() <= 0
            && e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
      } catch (TimeoutException e) {
        // Too late for any answer, which whoever is asked says in his own words.
        return ask.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return ask.get();
      }
      first = underWay.putIfAbsent(question, mine);
    }
    return ask(question, mine, ask);
  }

  private V ask(K question, Asked<V> mine, Supplier<V> ask) {
    try {
      V answer = ask.get();
      // Out of the way first: whoever comes from now on asks anew.
      underWay.remove(question, mine);
      mine.answer().complete(answer);
      return answer;
    } catch (RuntimeException | Error e) {
      underWay.remove(question, mine);
      mine.answer().completeExceptionally(e);
      throw e;
    }
  }

  /** How many wait for others' answers or ask themselves, by question. */
  int questions() {
    return underWay.size();
  }
}
