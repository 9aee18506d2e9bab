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
  private final ConcurrentMap<Key<K>, Asked<V>> underWay = new ConcurrentHashMap<>();
  private final Time time;

  SharedAnswers(Time time) {
    this.time = time;
  }

  /** A question with its hash, which is that of all its request's members and asked for often. */
  private record Key<K>(K question, int hash) {
    Key(K question) {
      this(question, question.hashCode());
    }

    @Override
    public int hashCode() {
      return hash;
    }
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
    Key<K> key = new Key<>(question);
    Asked<V> first = underWay.putIfAbsent(key, mine);
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
      first = underWay.putIfAbsent(key, mine);
    }
    return ask(key, mine, ask);
  }

  private V ask(Key<K> key, Asked<V> mine, Supplier<V> ask) {
    try {
      V answer = ask.get();
      // Out of the way first: whoever comes from now on asks anew.
      underWay.remove(key, mine);
      mine.answer().complete(answer);
      return answer;
    } catch (RuntimeException | Error e) {
      underWay.remove(key, mine);
      mine.answer().completeExceptionally(e);
      throw e;
    }
  }

  /** How many wait for others' answers or ask themselves, by question. */
  int questions() {
    return underWay.size();
  }
}
