package org.partnergateway.routes.questions;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.partnergateway.routes.store.questions.OrderDrafts;
import org.partnergateway.routes.store.questions.Questions;
import org.partnergateway.routes.store.questions.StoredQuestion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with paid questions that nobody waits for any more, and forgets those that were answered
 * long ago.
 */
public final class QuestionRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(QuestionRecovery.class);
  private static final int AT_ONCE = 50;
  private static final int FORGET_AT_ONCE = 500;
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  /** So long a payment may take to be decided, and needs to say what it is for. */
  private static final Duration KEEP_DRAFTS = Duration.ofDays(90);

  private final Questions store;
  private final OrderDrafts drafts;
  private final QuestionRegistry questions;
  private final PaidQuestions paid;
  private final Executor executor;
  private final Duration keepFor;
  private final InstantSource clock;

  /**
   * @param keepFor how long an answer is given again
   */
  QuestionRecovery(
      Questions store,
      OrderDrafts drafts,
      QuestionRegistry questions,
      PaidQuestions paid,
      Executor executor,
      Duration keepFor,
      InstantSource clock) {
    this.store = store;
    this.drafts = drafts;
    this.questions = questions;
    this.paid = paid;
    this.executor = executor;
    this.keepFor = keepFor;
    this.clock = clock;
  }

  /** Takes over what is due now. */
  public void run() {
    for (StoredQuestion stored : store.claimDue(AT_ONCE, AnswerKeeper.LEASE)) {
      Question question = questions.find(stored.partner(), stored.name());
      if (question == null) {
        LOG.warn("Question {} waits: {} isn't configured", stored.id(), stored.partner());
        store.letGo(stored, clock.instant().plus(LOOK_AGAIN));
      } else {
        executor.execute(() -> resume(question, stored));
      }
    }
  }

  private void resume(Question question, StoredQuestion stored) {
    try {
      paid.resume(question, stored);
    } catch (RuntimeException e) {
      // Its lease runs out, and it is taken up again.
      LOG.error("Question {} can't be gone on with now", stored.id(), e);
    }
  }

  /** One turn. */
  public void forget() {
    Instant now = clock.instant();
    while (store.forgetBefore(now.minus(keepFor), FORGET_AT_ONCE) == FORGET_AT_ONCE) {
      // There may be more.
    }
    drafts.forgetBefore(now.minus(KEEP_DRAFTS), FORGET_AT_ONCE);
  }
}
