package org.partnergateway.routes.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.routes.store.events.EventHold;
import org.partnergateway.routes.store.events.EventOrder;
import org.partnergateway.routes.store.inbox.InboxRetention;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets what has become old, in steps that hold nobody up, and so many of them a turn. */
public final class Retention {
  /** Partners repeat messages for days; so long each must be known again. */
  static final Duration SHORTEST = Duration.ofDays(7);

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final Duration TELL_EVERY = Duration.ofHours(1);
  private static final int STEP = 1000;

  /** With a turn a minute this keeps up with eight thousand messages a second. */
  private static final int STEPS_A_TURN = 500;

  private final InboxRetention inbox;
  private final EventOrder events;
  private final EventHold hold;
  private final Periods periods;
  private final InstantSource clock;
  private final int step;
  private final int steps;
  private Instant tellAgain = Instant.MIN;

  /**
   * @param hold what of the events is still needed, however old
   */
  public Retention(
      InboxRetention inbox,
      EventOrder events,
      EventHold hold,
      Periods periods,
      InstantSource clock) {
    this(inbox, events, hold, periods, clock, STEP, STEPS_A_TURN);
  }

  Retention(
      InboxRetention inbox,
      EventOrder events,
      EventHold hold,
      Periods periods,
      InstantSource clock,
      int step,
      int steps) {
    this.inbox = inbox;
    this.events = events;
    this.hold = hold;
    this.periods = periods;
    this.clock = clock;
    this.step = step;
    this.steps = steps;
  }

  /**
   * How long what is kept.
   *
   * @param inbox applied messages
   * @param events the event log
   */
  public record Periods(Duration inbox, Duration events) {
    /**
     * @throws DefinitionException when repeated messages would not be known again
     */
    public Periods {
      require("gateway.inbox.keep-for", inbox, SHORTEST);
      require("gateway.events.keep-for", events, Duration.ofDays(1));
    }

    private static void require(String setting, Duration period, Duration shortest) {
      if (period.compareTo(shortest) < 0) {
        throw new DefinitionException(
            Problem.ofFile(
                setting,
                "is %s and must be %dd at least".formatted(text(period), shortest.toDays())));
      }
    }

    private static String text(Duration period) {
      return period.toDaysPart() > 0 && period.equals(Duration.ofDays(period.toDays()))
          ? period.toDays() + "d"
          : period.toString();
    }
  }

  /** One turn. */
  public void run() {
    Instant now = clock.instant();
    forgetMessages(now.minus(periods.inbox()));
    forgetEvents(now.minus(periods.events()));
  }

  private void forgetMessages(Instant before) {
    long after = 0;
    for (int i = 0; i < steps; i++) {
      InboxRetention.Stretch done = inbox.forgetBefore(before, after, step);
      if (done.past() == 0) {
        return;
      }
      after = done.last();
    }
  }

  private void forgetEvents(Instant before) {
    long upTo = hold.publishedUpTo();
    for (int i = 0; i < steps && events.forgetBefore(before, step, upTo) == step; i++) {
      // There may be more.
    }
    if (hold != EventHold.NONE) {
      tellWhatIsHeld(before);
    }
  }

  /** Disks are finite: whoever runs the gateway has to know, but not every minute. */
  private void tellWhatIsHeld(Instant before) {
    Instant now = clock.instant();
    if (now.isBefore(tellAgain)) {
      return;
    }
    if (events.isOldestBefore(before)) {
      tellAgain = now.plus(TELL_EVERY);
      LOG.error(
          "Events from before {} have not been published yet; they are kept longer than"
              + " gateway.events.keep-for says",
          before);
    }
  }
}
