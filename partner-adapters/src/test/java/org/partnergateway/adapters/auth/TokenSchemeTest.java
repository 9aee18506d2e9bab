package org.partnergateway.adapters.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.ManualTime;

@Timeout(30)
class TokenSchemeTest {
  private final ManualTime time = new ManualTime();
  private final AtomicInteger fetches = new AtomicInteger();
  private final Semaphore fetched = new Semaphore(0);
  private volatile @Nullable AuthException broken;
  private volatile Duration lifetime = Duration.ofHours(1);
  private final TokenScheme scheme = new TokenScheme("acme", this::fetch, time);

  private FetchedToken fetch() throws AuthException {
    int number = fetches.incrementAndGet();
    fetched.release();
    AuthException failure = broken;
    if (failure != null) {
      throw failure;
    }
    return new FetchedToken(new AuthHeader("Authorization", "Bearer " + number), lifetime);
  }

  @Test
  void fetchesOneTokenForSixtyFourCallersAtOnce() throws Exception {
    CyclicBarrier start = new CyclicBarrier(64);
    CountDownLatch endpoint = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(64);
    TokenScheme slow =
        new TokenScheme(
            "acme",
            () -> {
              try {
                endpoint.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              return fetch();
            },
            time);
    List<String> tokens = Collections.synchronizedList(new ArrayList<>());
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      callers.add(
          Thread.startVirtualThread(
              () -> {
                try {
                  start.await();
                  waiting.countDown();
                  tokens.add(slow.authorize(soon()).value());
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              }));
    }
    waiting.await();
    endpoint.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(fetches).hasValue(1);
    assertThat(tokens).hasSize(64).containsOnly("Bearer 1");
  }

  @Test
  void keepsATokenUntilAFifthOfItsLifeIsLeftButAtMostAMinute() throws Exception {
    assertThat(token()).isEqualTo("Bearer 1");
    time.advance(Duration.ofMinutes(59).minusNanos(1));
    assertThat(token()).isEqualTo("Bearer 1");
    assertThat(fetches).hasValue(1);
    lifetime = Duration.ofSeconds(100);
    time.advance(Duration.ofSeconds(31));
    assertThat(token()).isEqualTo("Bearer 2");
    time.advance(Duration.ofSeconds(80).minusNanos(1));
    assertThat(token()).isEqualTo("Bearer 2");
    time.advance(Duration.ofSeconds(11));
    assertThat(token()).isEqualTo("Bearer 3");
  }

  @Test
  void refreshesBehindTheCallersBacksWhileTheTokenStillHolds() throws Exception {
    token();
    fetched.acquire();
    broken = new AuthException(Failure.UNAVAILABLE, "down", null);
    time.advance(Duration.ofMinutes(59).plusSeconds(1));
    assertThat(token()).isEqualTo("Bearer 1");
    fetched.acquire();
    assertThat(token()).isEqualTo("Bearer 1");
  }

  @Test
  void replacesARefusedTokenOnceHoweverManySayThatItIsRefused() throws Exception {
    AuthHeader stale = scheme.authorize(soon());
    for (int i = 0; i < 64; i++) {
      assertThat(scheme.renew(stale)).isTrue();
      assertThat(token()).isEqualTo("Bearer 2");
    }
    assertThat(fetches).hasValue(2);
  }

  @Test
  void keepsAReplacementThatIsRefusedTooBecauseItIsNotTheToken() throws Exception {
    assertThat(scheme.renew(scheme.authorize(soon()))).isTrue();
    AuthHeader replacement = scheme.authorize(soon());
    assertThat(scheme.renew(replacement)).isFalse();
    assertThat(token()).isEqualTo("Bearer 2");
    time.advance(TokenScheme.TRUST_IN_REPLACEMENT);
    assertThat(scheme.renew(replacement)).isTrue();
    assertThat(token()).isEqualTo("Bearer 3");
  }

  @Test
  void leavesATokenEndpointThatFailsAloneForAMoment() throws Exception {
    broken = new AuthException(Failure.UNAVAILABLE, "down", null);
    for (int i = 0; i < 64; i++) {
      AuthException e = failure();
      assertThat(e.failure()).isEqualTo(Failure.UNAVAILABLE);
      assertThat(e.retryAfter()).isEqualTo(TokenScheme.PAUSE_AFTER_FAILURE);
    }
    assertThat(fetches).hasValue(1);
    broken = null;
    time.advance(TokenScheme.PAUSE_AFTER_FAILURE);
    assertThat(token()).isEqualTo("Bearer 2");
  }

  @Test
  void waitsAsLongAsATokenEndpointAsks() throws Exception {
    broken = new AuthException(Failure.RATE_LIMITED, "slow down", Duration.ofMinutes(2));
    failure();
    broken = null;
    time.advance(Duration.ofSeconds(119));
    assertThat(failure().retryAfter()).isEqualTo(Duration.ofSeconds(1));
    time.advance(Duration.ofSeconds(1));
    assertThat(token()).isEqualTo("Bearer 2");
  }

  @Test
  void doesNotWaitForATokenBeyondTheDeadline() {
    CountDownLatch never = new CountDownLatch(1);
    TokenScheme hung =
        new TokenScheme(
            "acme",
            () -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              return fetch();
            },
            time);
    AuthException e =
        catchThrowableOfType(AuthException.class, () -> hung.authorize(time.in(Duration.ZERO)));
    assertThat(e).hasMessageContaining("did not come before the deadline");
    never.countDown();
  }

  private String token() throws Exception {
    return scheme.authorize(soon()).value();
  }

  private AuthException failure() {
    return catchThrowableOfType(AuthException.class, () -> scheme.authorize(soon()));
  }

  private Deadline soon() {
    return time.in(Duration.ofSeconds(20));
  }
}
