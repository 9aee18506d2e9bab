package org.partnergateway.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routes that are made when the first message comes for them. */
class DirectRoutesTest {
  private static final String URI = "direct:outbound/ups/get-rates";
  private static final int CALLERS = 8;

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final DirectRoutes routes = new DirectRoutes(camel);
  private final AtomicInteger made = new AtomicInteger();

  @BeforeEach
  void start() {
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void aRouteIsThereBeforeItIsMade() {
    routes.whenNeeded(URI, this::make);

    assertThat(routes.has(URI)).isTrue();
    assertThat(routes.has(URI + "-of-nobody")).isFalse();
    assertThat(camel.getRoutes()).isEmpty();
  }

  @Test
  void allWhoComeFirstAtOnceAreServedByOneRoute() throws Exception {
    routes.whenNeeded(URI, this::make);
    CountDownLatch together = new CountDownLatch(CALLERS);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Object>> answers =
          IntStream.range(0, CALLERS)
              .mapToObj(
                  number ->
                      callers.submit(
                          () -> {
                            together.countDown();
                            together.await();
                            return routes.send(URI, number).getMessage().getBody();
                          }))
              .toList();
      for (int number = 0; number < CALLERS; number++) {
        assertThat(answers.get(number).get()).isEqualTo("answer to " + number);
      }
    }
    assertThat(made).hasValue(1);
    assertThat(camel.getRoutes()).hasSize(1);
    assertThat(routes.has(URI)).isTrue();
  }

  @Test
  void aRouteThatCouldNotBeMadeIsTriedAgain() {
    routes.whenNeeded(
        URI,
        () -> {
          if (made.get() == 0) {
            made.incrementAndGet();
            throw new IllegalStateException("not yet");
          }
          make();
        });

    assertThatThrownBy(() -> routes.send(URI, 1)).hasMessage("not yet");
    assertThat(routes.send(URI, 2).getMessage().getBody()).isEqualTo("answer to 2");
  }

  private void make() {
    made.incrementAndGet();
    try {
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from(URI).setBody(simple("answer to ${body}"));
            }
          });
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
