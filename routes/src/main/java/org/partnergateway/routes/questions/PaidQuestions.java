package org.partnergateway.routes.questions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.questions.PaidSteps.Next;
import org.partnergateway.routes.store.questions.StoredQuestion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions that a payment belongs to. The service holds the checkout, the gateway authorizes the
 * payment by its own canonical operation, the order comes into the ledger, and the service is told;
 * or, where there is no payment, the service is told that and is free again. The record says before
 * each step what is going to be done, and each step has a key of its own, so that whoever goes on
 * does nothing twice and leaves nothing half done.
 *
 * <p>The gateway authorizes, and not the service: only here are the payment's record, the order and
 * the answer kept in one store, and the buyer's token goes no further than it must.
 */
public final class PaidQuestions {
  private static final Logger LOG = LoggerFactory.getLogger(PaidQuestions.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 10;

  private final PaidSteps steps;
  private final AnswerKeeper keeper;
  private final InstantSource clock;

  PaidQuestions(PaidSteps steps, AnswerKeeper keeper, InstantSource clock) {
    this.steps = steps;
    this.keeper = keeper;
    this.clock = clock;
  }

  /** For a partner that waits. */
  Answer answer(Question question, StoredQuestion stored, ObjectNode input) {
    return run(new PaidCourse(question, stored, PaidState.of(stored), input, true));
  }

  /**
   * Goes on with what nobody waits for: no payment is begun any more; what was begun comes to its
   * end.
   */
  void resume(Question question, StoredQuestion stored) {
    ObjectNode input = StrictJson.nodes().objectNode();
    input.putObject("path");
    input.putObject("query");
    input.putObject("headers");
    input.set("settings", question.settings());
    try {
      run(new PaidCourse(question, stored, PaidState.of(stored), input, false));
    } catch (ProblemException e) {
      LOG.info("Question {} of {}: {}", stored.id(), stored.partner(), e.getMessage());
    }
  }

  private Answer run(PaidCourse course) {
    while (true) {
      Next next = steps.take(course);
      switch (next) {
        case Next.Go go -> keeper.note(course.stored(), course.tree(), course.state().paying());
        case Next.Answered answered -> {
          return keeper.done(course.question(), course.stored(), course.input(), answered.body());
        }
        case Next.Refused refused -> {
          keeper.note(course.stored(), course.tree(), false);
          return keeper.refused(
              course.question(), course.stored(), course.input(), refused.problem());
        }
        case Next.Later later -> {
          keeper.letGo(course.stored(), clock.instant().plus(pause(course.stored())));
          throw later.problem().exception();
        }
        case Next.Anew anew -> {
          course.state().again();
          keeper.note(course.stored(), course.tree(), false);
          keeper.letGo(course.stored(), null);
          throw anew.problem().exception();
        }
      }
    }
  }

  private static Duration pause(StoredQuestion stored) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(stored.tries(), MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
