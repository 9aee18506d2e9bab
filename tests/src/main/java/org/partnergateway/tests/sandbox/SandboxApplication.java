package org.partnergateway.tests.sandbox;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The sandbox as a program: a buyer places an order every half minute, and the shop says what
 * became of each.
 */
public final class SandboxApplication {
  private static final int SECONDS_BETWEEN_ORDERS = 30;

  private SandboxApplication() {}

  public static void main(String[] args) {
    Sandbox sandbox = Sandbox.start(SandboxOptions.interactive(), args);
    sandbox.partners().open();
    ScheduledExecutorService buyers =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("buyers").factory());
    buyers.scheduleAtFixedRate(
        () -> sandbox.partners().orders().place(),
        SECONDS_BETWEEN_ORDERS,
        SECONDS_BETWEEN_ORDERS,
        TimeUnit.SECONDS);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  buyers.shutdownNow();
                  sandbox.close();
                },
                "sandbox-close"));
  }
}
