package org.partnergateway.tests.sandbox;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.partnergateway.tests.simulators.AgentBuyer;

/**
 * The sandbox as a program: a buyer places an order every half minute, and the shop says what
 * became of each.
 */
public final class SandboxApplication {
  private static final int SECONDS_BETWEEN_ORDERS = 30;
  private static final int SECONDS_BETWEEN_CHECKOUTS = 60;
  private static final int SECONDS_BETWEEN_PURCHASES = 60;

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
    buyers.scheduleAtFixedRate(
        () -> buyByAgent(sandbox),
        SECONDS_BETWEEN_ORDERS / 2,
        SECONDS_BETWEEN_CHECKOUTS,
        TimeUnit.SECONDS);
    sandbox
        .partners()
        .retailer()
        .ifPresent(
            retailer ->
                buyers.scheduleAtFixedRate(
                    retailer::place,
                    SECONDS_BETWEEN_ORDERS / 2,
                    SECONDS_BETWEEN_PURCHASES,
                    TimeUnit.SECONDS));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  buyers.shutdownNow();
                  sandbox.close();
                },
                "sandbox-close"));
  }

  /** An agent checks out at the shop for its buyer. */
  private static void buyByAgent(Sandbox sandbox) {
    AgentBuyer agent = SimulatedPartners.buyer(sandbox.gatewayAddress());
    try {
      String session = agent.create(AgentBuyer.key(), AgentBuyer.wish("mug", "usd")).at("/id");
      agent.complete(session, AgentBuyer.key(), AgentBuyer.payment("pm_card_visa"));
    } catch (IOException | IllegalStateException e) {
      System.out.println("agent: the checkout failed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
