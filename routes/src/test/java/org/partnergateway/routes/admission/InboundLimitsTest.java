package org.partnergateway.routes.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.partnergateway.routes.admission.InboundLimit.Verdict;
import org.partnergateway.routes.config.GatewayProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class InboundLimitsTest {
  private final AtomicLong now = new AtomicLong();
  private final TimeMeter time =
      new TimeMeter() {
        @Override
        public long currentTimeNanos() {
          return now.get();
        }

        @Override
        public boolean isWallClockBased() {
          return false;
        }
      };

  private InboundLimit limit(int permits, Duration per, int burst) {
    return new InboundLimit("shop", new GatewayProperties.RateLimit(permits, per, burst), time);
  }

  private static String header(Verdict verdict, String name) {
    return verdict.headers().get(name);
  }

  @Test
  void soManyAreTakenAtOnceAndThenAsTimePasses() {
    InboundLimit limit = limit(2, Duration.ofSeconds(1), 3);

    assertThat(limit.take().allowed()).isTrue();
    assertThat(limit.take().allowed()).isTrue();
    assertThat(limit.take().allowed()).isTrue();
    Verdict refused = limit.take();
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.pause()).isEqualTo(Duration.ofMillis(500));

    now.addAndGet(Duration.ofMillis(500).toNanos());
    assertThat(limit.take().allowed()).isTrue();
    assertThat(limit.take().allowed()).isFalse();
  }

  @Test
  void itSaysWhatIsLeftAndWhen() {
    InboundLimit limit = limit(10, Duration.ofMinutes(1), 20);

    Verdict first = limit.take();

    assertThat(header(first, "RateLimit-Policy")).isEqualTo("\"default\";q=20;w=120");
    assertThat(header(first, "RateLimit")).isEqualTo("\"default\";r=19;t=6");
    for (int i = 0; i < 19; i++) {
      limit.take();
    }
    Verdict refused = limit.take();
    assertThat(header(refused, "RateLimit")).isEqualTo("\"default\";r=0;t=6");
    assertThat(limit.refusal(refused.pause()).answer().headers()).containsEntry("Retry-After", "6");
  }

  @Test
  void withoutABurstItIsTheRate() {
    assertThat(header(limit(5, Duration.ofSeconds(1), 0).take(), "RateLimit-Policy"))
        .isEqualTo("\"default\";q=5;w=1");
  }

  @Test
  void whatAllowsNothingStopsTheStart() {
    GatewayProperties properties =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of(
                        "gateway.api.clients.shop.rate-limit.permits", "0",
                        "gateway.partners.ups.inbound-rate-limit.permits", "5",
                        "gateway.partners.ups.inbound-rate-limit.per", "0s",
                        "gateway.partners.ups.inbound-rate-limit.burst", "-1")))
            .bind("gateway", GatewayProperties.class)
            .get();

    assertThatThrownBy(() -> new InboundLimits(properties, time))
        .hasMessageContaining("gateway.api.clients.shop.rate-limit.permits: is 0")
        .hasMessageContaining("gateway.partners.ups.inbound-rate-limit.per: is PT0S")
        .hasMessageContaining("gateway.partners.ups.inbound-rate-limit.burst: is -1");
  }
}
