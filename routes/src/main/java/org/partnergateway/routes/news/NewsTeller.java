package org.partnergateway.routes.news;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.DurableRetry;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.routes.outbound.Dispatcher;
import org.partnergateway.routes.outbound.OutboundCall;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.news.OrderNews;
import org.partnergateway.routes.store.news.StoredNews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells partners what is new about their orders: at least once, under the event's id, each order's
 * news in order, until it is taken. One order that isn't taken holds up no other.
 */
public final class NewsTeller {
  private static final Logger LOG = LoggerFactory.getLogger(NewsTeller.class);
  private static final int AT_ONCE = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  /** Longer than one can take. */
  private static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration KEEP = Duration.ofDays(30);
  private static final int FORGET_AT_ONCE = 500;
  private static final int LONGEST_REASON = 1_000;

  private final PartnerRegistry partners;
  private final NewsReader reader;
  private final NewsWriter writer;
  private final OrderNews store;
  private final Dispatcher dispatcher;
  private final MeterRegistry meters;
  private final InstantSource clock;

  NewsTeller(
      PartnerRegistry partners,
      NewsReader reader,
      NewsWriter writer,
      OrderNews store,
      Dispatcher dispatcher,
      MeterRegistry meters,
      InstantSource clock) {
    this.partners = partners;
    this.reader = reader;
    this.writer = writer;
    this.store = store;
    this.dispatcher = dispatcher;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Reads what is new, and tells what is due. One at a time for each partner.
   *
   * @param operation the partner's that tells it
   */
  public void run(String partner, String operation) {
    PartnerOperation telling = partners.operation(partner, operation);
    reader.read(telling);
    List<StoredNews> due = store.claimDue(partner, AT_ONCE, LEASE);
    while (!due.isEmpty() && !Thread.currentThread().isInterrupted()) {
      tellAll(telling, due);
      due = store.claimDue(partner, AT_ONCE, LEASE);
    }
    store.forgetBefore(clock.instant().minus(KEEP), FORGET_AT_ONCE);
  }

  private void tellAll(PartnerOperation telling, List<StoredNews> due) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      due.forEach(news -> threads.execute(() -> tellOrPutOff(telling, news)));
    }
  }

  private void tellOrPutOff(PartnerOperation telling, StoredNews news) {
    try {
      tell(telling, news);
    } catch (RuntimeException e) {
      // It is due again when its lease has run out.
      LOG.error("News of {} for {} broke", news.orderId(), news.partner(), e);
    }
  }

  private void tell(PartnerOperation telling, StoredNews news) {
    OutboundCall call =
        new OutboundCall(
            writer.input(telling, news.eventId(), news.news()),
            Deadline.in(PATIENCE),
            news.eventId(),
            Lane.BULK);
    dispatcher.send(telling, call);
    OutboundFailure failure = call.failure();
    if (failure == null) {
      store.told(news);
      count(news, "told");
    } else if (call.answerIfAny() != null) {
      // Taken, in other words than its contract's.
      LOG.warn("{} took news of {} oddly: {}", news.partner(), news.orderId(), failure.detail());
      store.told(news);
      count(news, "told");
    } else if (failure.kind() == Failure.INVALID_REQUEST) {
      LOG.error("{} refuses news of {}: {}", news.partner(), news.orderId(), failure.detail());
      store.refused(news, cut(failure.detail()));
      count(news, "refused");
    } else {
      store.later(news, again(telling, news, failure), cut(failure.detail()));
      count(news, "put_off");
    }
  }

  private Instant again(PartnerOperation telling, StoredNews news, OutboundFailure failure) {
    DurableRetry retry = telling.definition().policy().durableRetry();
    // Never given up: the last pause is made again and again.
    Duration pause =
        retry.pause(Math.min(news.tries(), retry.after().size() - 1), failure.retryAfter());
    return clock.instant().plus(Objects.requireNonNull(pause));
  }

  private void count(StoredNews news, String outcome) {
    meters.counter("gateway.order.news", "partner", news.partner(), "outcome", outcome).increment();
  }

  private static String cut(String reason) {
    return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
  }
}
