package org.partnergateway.tests.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The long run as a program: {@code mvn -Pendurance -DskipTests verify}. Options are system
 * properties {@code endurance.<name>}. Ends with 1 when a promise was broken, or when it was not as
 * long as it was meant to be.
 */
final class Endurance {
  private static final int KILLS_A_DATABASE_KILL = 12;
  private static final int KILLS_A_KILL_OF_ALL = 10;

  private final ChaosOptions options;

  private Endurance(ChaosOptions options) {
    this.options = options;
  }

  public static void main(String[] args) throws IOException {
    Path output = Path.of(text("output", "target/endurance")).toAbsolutePath();
    ChaosOptions options =
        new ChaosOptions(
            output,
            Long.parseLong(text("seed", Long.toString(System.nanoTime()))),
            Duration.ofSeconds(Long.parseLong(text("seconds", "1800"))),
            Integer.parseInt(text("kills", "50")),
            Integer.parseInt(text("gateways", "2")),
            Double.parseDouble(text("stories-per-second", "8")),
            Double.parseDouble(text("messages-per-second", "45")),
            Duration.ofMinutes(5),
            false,
            text("redis", ""));
    long fewest = Long.parseLong(text("least", "100000"));
    ChaosRun.Result result = ChaosRun.run(options, new Endurance(options)::breakOnAndOn);
    String report = new ChaosReport(result).text();
    System.out.println(report);
    Files.writeString(output.resolve("report.md"), report);
    System.out.println("The history is " + output.resolve("history.jsonl"));
    long much = result.writes() + result.messages();
    if (much < fewest) {
      System.out.printf(
          "It was meant to see %,d writes and messages, and saw %,d.%n", fewest, much);
    }
    boolean good =
        result.judgment().isGood()
            && result.open().isEmpty()
            && much >= fewest
            && result.kills() >= options.kills();
    System.exit(good ? 0 : 1);
  }

  private static String text(String name, String otherwise) {
    String value = System.getProperty("endurance." + name, "");
    return value.isEmpty() ? otherwise : value;
  }

  private void breakOnAndOn(Chaos chaos) throws Exception {
    long begin = System.nanoTime();
    Duration every = options.duration().dividedBy(Math.max(1, options.kills()));
    for (int turn = 0; isNotOver(chaos, begin); turn++) {
      long turnBegin = System.nanoTime();
      if (chaos.kills() < options.kills()) {
        kill(chaos, turn);
      }
      chaos.trouble();
      Thread.sleep(every.dividedBy(4));
      chaos.troubleDatabase();
      chaos.awaitRestarts();
      if (turn % KILLS_A_DATABASE_KILL == KILLS_A_DATABASE_KILL - 1) {
        chaos.killDatabase();
      }
      Duration left = every.minusNanos(System.nanoTime() - turnBegin);
      Thread.sleep(left.isPositive() ? left.dividedBy(2) : Duration.ZERO);
      chaos.relieve();
      Thread.sleep(left.isPositive() ? left.dividedBy(2) : Duration.ZERO);
      System.out.printf(
          "%4d s: %d kills, %d other faults%n",
          Duration.ofNanos(System.nanoTime() - begin).toSeconds(), chaos.kills(), chaos.others());
    }
  }

  private boolean isNotOver(Chaos chaos, long begin) {
    return System.nanoTime() - begin < options.duration().toNanos()
        || chaos.kills() < options.kills();
  }

  private void kill(Chaos chaos, int turn) {
    if (turn % KILLS_A_KILL_OF_ALL == KILLS_A_KILL_OF_ALL - 1) {
      for (int number = 0; number < options.gateways(); number++) {
        chaos.killGateway(number);
      }
    } else {
      chaos.killGateway(turn % options.gateways());
    }
  }
}
