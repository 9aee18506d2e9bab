package org.partnergateway.adapters.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.adapters.definition.PolicyBases;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.failure.Failure.Health;
import org.partnergateway.adapters.policy.Policy.BreakerSettings;
import org.partnergateway.adapters.time.ManualTime;

class BreakerTest {
  private final ManualTime time = new ManualTime();
  private final Breaker breaker =
      new Breaker("acme/default", PolicyBases.builtIn().standard().breaker(), time);

  @Test
  void opensAfterFiveFailuresInARow() throws Exception {
    report(Health.GOOD, 1);
    report(Health.BAD, 4);
    assertThat(breaker.state()).isEqualTo("closed");
    report(Health.BAD, 1);
    assertThat(breaker.state()).isEqualTo("open");
  }

  @Test
  void opensWhenHalfOfTenCallsFail() throws Exception {
    for (int i = 0; i < 4; i++) {
      report(Health.GOOD, 1);
      report(Health.BAD, 1);
    }
    report(Health.GOOD, 1);
    assertThat(breaker.state()).isEqualTo("closed");
    report(Health.BAD, 1);
    assertThat(breaker.state()).isEqualTo("open");
  }

  @Test
  void staysClosedWhenFourOfTenFail() throws Exception {
    for (int i = 0; i < 4; i++) {
      report(Health.BAD, 1);
      report(Health.GOOD, 1);
    }
    report(Health.GOOD, 2);
    assertThat(breaker.state()).isEqualTo("closed");
  }

  /** A hundred of them: what does the breaker make of each kind? */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "INVALID_REQUEST,    closed",
    "DECLINED,           closed",
    "UNAUTHORIZED,       closed",
    "RATE_LIMITED,       closed",
    "UNAVAILABLE,        open",
    "OUTCOME_UNKNOWN,    open",
    "CONTRACT_VIOLATION, closed",
  })
  void opensForWhatSaysThatThePartnerIsBrokenAndForNothingElse(Failure failure, String state)
      throws Exception {
    for (int i = 0; i < 100 && breaker.state().equals("closed"); i++) {
      report(failure.health(), 1);
    }
    assertThat(breaker.state()).isEqualTo(state);
  }

  @Test
  void hasARowForEveryFailure() throws Exception {
    int rows =
        BreakerTest.class
            .getDeclaredMethod(
                "opensForWhatSaysThatThePartnerIsBrokenAndForNothingElse",
                Failure.class,
                String.class)
            .getAnnotation(CsvSource.class)
            .value()
            .length;
    assertThat(rows).isEqualTo(Failure.values().length);
  }

  @Test
  void beginsAgainWithTenSecondsOnceItWasClosed() throws Exception {
    report(Health.BAD, 5);
    time.advance(Duration.ofSeconds(10));
    report(Health.BAD, 3);
    time.advance(Duration.ofSeconds(20));
    report(Health.GOOD, 3);
    report(Health.BAD, 5);
    assertThat(breaker.untilHalfOpen()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void isNotKeptClosedByOurOwnBadRequestsAmongRealFailures() throws Exception {
    for (int i = 0; i < 5; i++) {
      report(Health.UNSAID, 10);
      report(Health.BAD, 1);
    }
    assertThat(breaker.state()).isEqualTo("open");
  }

  @Test
  void refusesAtOnceWhileOpenAndSaysForHowLong() throws Exception {
    report(Health.BAD, 5);
    time.advance(Duration.ofSeconds(3));
    RefusedException refused = catchThrowableOfType(RefusedException.class, breaker::check);
    assertThat(refused.refusal().failure()).isEqualTo(Failure.UNAVAILABLE);
    assertThat(refused.refusal().retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(catchThrowableOfType(RefusedException.class, breaker::acquire)).isNotNull();
  }

  @Test
  void letsThreeProbesThroughAndClosesWhenTheySucceed() throws Exception {
    report(Health.BAD, 5);
    time.advance(Duration.ofSeconds(10));
    breaker.check();
    breaker.acquire();
    breaker.acquire();
    breaker.acquire();
    RefusedException fourth = catchThrowableOfType(RefusedException.class, breaker::acquire);
    assertThat(fourth).hasMessageContaining("probing");
    for (int i = 0; i < 3; i++) {
      breaker.report(Health.GOOD, 1);
    }
    assertThat(breaker.state()).isEqualTo("closed");
    report(Health.BAD, 1);
    assertThat(breaker.state()).isEqualTo("closed");
  }

  @Test
  void staysOpenTwiceAsLongEachTimeUpToFiveMinutes() throws Exception {
    report(Health.BAD, 5);
    for (int seconds : new int[] {10, 20, 40, 80, 160, 300, 300}) {
      assertThat(breaker.untilHalfOpen()).isEqualTo(Duration.ofSeconds(seconds));
      time.advance(Duration.ofSeconds(seconds));
      report(Health.BAD, 3);
    }
  }

  @Test
  void givesAProbeBackThatSaidNothing() throws Exception {
    report(Health.BAD, 5);
    time.advance(Duration.ofSeconds(10));
    report(Health.UNSAID, 20);
    assertThat(breaker.state()).isEqualTo("half_open");
    report(Health.GOOD, 3);
    assertThat(breaker.state()).isEqualTo("closed");
  }

  @Test
  void staysOpenWhenItsSettingsChange() throws Exception {
    report(Health.BAD, 5);
    time.advance(Duration.ofSeconds(4));
    BreakerSettings other =
        new BreakerSettings(20, 50, 5, Duration.ofSeconds(1), 2, Duration.ofMinutes(1), 1);
    Breaker next = breaker.withSettings(other);
    assertThat(next.state()).isEqualTo("open");
    assertThat(next.untilHalfOpen()).isEqualTo(Duration.ofSeconds(6));
    time.advance(Duration.ofSeconds(6));
    next.acquire();
    next.report(Health.GOOD, 1);
    assertThat(next.state()).isEqualTo("closed");
  }

  private void report(Health health, int times) throws RefusedException {
    for (int i = 0; i < times; i++) {
      breaker.acquire();
      breaker.report(health, 1);
    }
  }
}
