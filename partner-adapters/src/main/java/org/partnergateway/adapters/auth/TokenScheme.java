package org.partnergateway.adapters.auth;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.Time;

/**
 * One token for all callers, fetched once however many of them need it.
 *
 * <p>The fetch runs on a thread of its own, so that a caller whose deadline passes takes nothing
 * down with it. A token endpoint that fails is left alone for a moment.
 */
final class TokenScheme implements AuthScheme {
  /** A token endpoint that fails is not asked again before this much time has passed. */
  static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  /** The same, where it refuses our secret: that takes a person to mend. */
  static final Duration PAUSE_AFTER_REFUSAL = Duration.ofSeconds(10);

  /** A new token that is refused as the one before was is kept this long: it is not the token. */
  static final Duration TRUST_IN_REPLACEMENT = Duration.ofSeconds(30);

  private final String partner;
  private final TokenFetcher fetcher;
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Token current;
  // Guarded by the lock.
  private @Nullable CompletableFuture<Token> fetching;
  private @Nullable AuthException failure;
  private long notBefore;
  private boolean refused;

  TokenScheme(String partner, TokenFetcher fetcher, Time time) {
    this.partner = partner;
    this.fetcher = fetcher;
    this.time = time;
  }

  @Override
  public AuthHeader authorize(Deadline deadline) throws AuthException, InterruptedException {
    Token token = current;
    long now = time.nanos();
    if (token != null && token.fresh(now)) {
      return token.header();
    }
    CompletableFuture<Token> next = refresh(now);
    return token != null && token.usable(now) ? token.header() : await(next, deadline).header();
  }

  @Override
  public boolean renew(AuthHeader header) {
    lock.lock();
    try {
      Token token = current;
      if (token != null && token.header().equals(header)) {
        boolean young = time.nanos() - token.fetchedAt() < TRUST_IN_REPLACEMENT.toNanos();
        if (token.replacesRefused() && young) {
          return false;
        }
        current = null;
        refused = true;
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<Token> refresh(long now) {
    lock.lock();
    try {
      Token token = current;
      if (token != null && token.fresh(now)) {
        return CompletableFuture.completedFuture(token);
      }
      if (fetching != null) {
        return fetching;
      }
      if (failure != null && now - notBefore < 0) {
        return CompletableFuture.failedFuture(
            new AuthException(
                failure.failure(), failure.detail(), Duration.ofNanos(notBefore - now)));
      }
      CompletableFuture<Token> next = new CompletableFuture<>();
      fetching = next;
      Thread.ofVirtual().name("token-" + partner).start(() -> fetch(next));
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void fetch(CompletableFuture<Token> next) {
    try {
      succeeded(next, fetcher.fetch());
    } catch (AuthException e) {
      failed(next, e);
    } catch (RuntimeException e) {
      failed(
          next,
          new AuthException(
              Failure.UNAVAILABLE, "The token of " + partner + " cannot be fetched: " + e, null));
    }
  }

  private void succeeded(CompletableFuture<Token> next, FetchedToken fetched) {
    Token token;
    lock.lock();
    try {
      token = Token.of(fetched.header(), fetched.lifetime(), refused, time.nanos());
      current = token;
      fetching = null;
      failure = null;
      refused = false;
    } finally {
      lock.unlock();
    }
    next.complete(token);
  }

  private void failed(CompletableFuture<Token> next, AuthException e) {
    Duration asked = e.retryAfter();
    Duration pause =
        e.failure() == Failure.UNAUTHORIZED ? PAUSE_AFTER_REFUSAL : PAUSE_AFTER_FAILURE;
    if (asked != null && asked.compareTo(pause) > 0) {
      pause = asked;
    }
    AuthException told = new AuthException(e.failure(), e.detail(), pause);
    lock.lock();
    try {
      fetching = null;
      failure = told;
      notBefore = time.nanos() + pause.toNanos();
    } finally {
      lock.unlock();
    }
    next.completeExceptionally(told);
  }

  private Token await(CompletableFuture<Token> next, Deadline deadline)
      throws AuthException, InterruptedException {
    try {
      return next.get(Math.max(0, deadline.remainingNanos(time)), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthException cause) {
        throw cause;
      }
      throw new AuthException(Failure.UNAVAILABLE, String.valueOf(e.getCause()), null);
    } catch (TimeoutException e) {
      throw new AuthException(
          Failure.UNAVAILABLE,
          "The token of " + partner + " did not come before the deadline.",
          null);
    }
  }
}
