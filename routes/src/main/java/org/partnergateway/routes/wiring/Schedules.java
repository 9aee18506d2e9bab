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
import org.partnergateway.routes.operations.KeyKeeper;
import org.partnergateway.routes.operations.OperationRecovery;
import org.partnergateway.routes.outbound.PartnerRegistry;

/**
 * What happens by time, once in a cluster: polls by the partners' rates, and the recovery of
 * operations.
 */
final class Schedules {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

  /** What a process that is gone was at is begun again by another after four missed beats. */
  private static final Duration BEAT_EVERY = Duration.ofSeconds(3);

  private static final int MISSED_BEATS = 4;
  private static final int SPARE_THREADS = 2;

  private final Scheduler scheduler;

  Schedules(
      DataSource dataSource,
      PartnerRegistry partners,
      Poller poller,
      OperationRecovery recovery,
      KeyKeeper keys,
      GatewayProperties properties) {
    List<RecurringTask<Void>> tasks = new ArrayList<>();
    tasks.add(
        Tasks.recurring("operation-recovery", FixedDelay.of(LOOK_EVERY))
            .execute((instance, context) -> recovery.run()));
    tasks.add(
        Tasks.recurring("forget-idempotency-keys", FixedDelay.of(FORGET_EVERY))
            .execute((instance, context) -> keys.run()));
    for (Partner partner : partners.all()) {
      for (PollDefinition poll : partner.definition().polls().values()) {
        tasks.add(
            Tasks.recurring(
                    "poll-" + partner.id() + "-" + poll.name(),
                    FixedDelay.of(every(partner.id(), poll, properties.partners())))
                .execute((instance, context) -> poller.poll(partner.id(), poll)));
      }
    }
    scheduler =
        Scheduler.create(dataSource)
            .startTasks(tasks)
            .pollingInterval(LOOK_EVERY)
            .heartbeatInterval(BEAT_EVERY)
            .missedHeartbeatsLimit(MISSED_BEATS)
            .threads(tasks.size() + SPARE_THREADS)
            .build();
  }

  private static Duration every(
      String partner, PollDefinition poll, Map<String, PartnerProperties> properties) {
    PartnerProperties own = properties.get(partner);
    return own == null || own.pollEvery() == null ? poll.every() : own.pollEvery();
  }

  void start() {
    scheduler.start();
  }

  void stop() {
    scheduler.stop();
  }
}
