package org.partnergateway.routes.wiring;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.PollDefinition;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.config.GatewayProperties.PartnerProperties;
import org.partnergateway.routes.inbound.Poller;
import org.partnergateway.routes.news.NewsTeller;
import org.partnergateway.routes.operations.KeyKeeper;
import org.partnergateway.routes.operations.OperationRecovery;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.questions.QuestionRecovery;
import org.partnergateway.routes.store.Retention;
import org.partnergateway.routes.store.events.EventOrder;

/**
 * What happens by time, once in a cluster: polls by the partners' rates, the recovery of operations
 * and questions, the order of events, partners that are told of their orders, and the forgetting of
 * what is old.
 */
final class Schedules {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** What a process that is gone was at is begun again by another after four missed beats. */
  private static final Duration BEAT_EVERY = Duration.ofSeconds(3);

  private static final int MISSED_BEATS = 4;
  private static final Duration ORDER_EVERY = Duration.ofSeconds(10);
  private static final Duration FORGET_EVERY = Duration.ofMinutes(1);
  private static final int SPARE_THREADS = 2;

  /** A poll may wait long for its partner's rate; broken off, it is begun again where it began. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

  private final Scheduler scheduler;

  Schedules(
      DataSource dataSource,
      PartnerRegistry partners,
      Poller poller,
      OperationRecovery recovery,
      KeyKeeper keys,
      EventOrder order,
      Retention retention,
      QuestionRecovery questions,
      NewsTeller news,
      List<RecurringWork> others,
      GatewayProperties properties) {
    List<RecurringTask<Void>> tasks = new ArrayList<>();
    tasks.add(
        Tasks.recurring("operation-recovery", FixedDelay.of(LOOK_EVERY))
            .execute((instance, context) -> recovery.run()));
    // So that an order waits for no reader, and what is forgotten has its place before.
    tasks.add(
        Tasks.recurring("event-order", FixedDelay.of(ORDER_EVERY))
            .execute((instance, context) -> order.advance()));
    tasks.add(
        Tasks.recurring("retention", FixedDelay.of(FORGET_EVERY))
            .execute((instance, context) -> retention.run()));
    tasks.add(
        Tasks.recurring("forget-idempotency-keys", FixedDelay.of(FORGET_EVERY))
            .execute((instance, context) -> keys.run()));
    tasks.add(
        Tasks.recurring("question-recovery", FixedDelay.of(LOOK_EVERY))
            .execute((instance, context) -> questions.run()));
    tasks.add(
        Tasks.recurring("forget-questions", FixedDelay.of(FORGET_EVERY))
            .execute((instance, context) -> questions.forget()));
    for (RecurringWork other : others) {
      tasks.add(
          Tasks.recurring(other.name(), FixedDelay.of(other.pause()))
              .execute((instance, context) -> stoppable(other.work())));
    }
    for (Partner partner : partners.all()) {
      String tells = partner.definition().orderEvents();
      if (tells != null) {
        tasks.add(
            Tasks.recurring("tell-orders-" + partner.id(), FixedDelay.of(LOOK_EVERY))
                .execute((instance, context) -> stoppable(() -> news.run(partner.id(), tells))));
      }
      for (PollDefinition poll : partner.definition().polls().values()) {
        tasks.add(
            Tasks.recurring(
                    "poll-" + partner.id() + "-" + poll.name(),
                    FixedDelay.of(pollEvery(partner.id(), poll.every(), properties.partners())))
                .execute((instance, context) -> stoppable(() -> poller.poll(partner.id(), poll))));
      }
    }
    scheduler =
        Scheduler.create(dataSource)
            .startTasks(tasks)
            .pollingInterval(LOOK_EVERY)
            .heartbeatInterval(BEAT_EVERY)
            .missedHeartbeatsLimit(MISSED_BEATS)
            .threads(tasks.size() + SPARE_THREADS)
            .shutdownMaxWait(LONGEST_STOP)
            .build();
  }

  private static void stoppable(Runnable work) {
    try {
      work.run();
    } finally {
      // Told to stop it has stopped, and what it was at is in the store; the schedule still notes
      // that it ran.
      Thread.interrupted();
    }
  }

  /** How often a partner is looked for something: as the operator says, else as it is defined. */
  static Duration pollEvery(
      String partner, Duration defined, Map<String, PartnerProperties> properties) {
    PartnerProperties own = properties.get(partner);
    return own == null || own.pollEvery() == null ? defined : own.pollEvery();
  }

  void start() {
    scheduler.start();
  }

  void stop() {
    scheduler.stop();
  }
}
