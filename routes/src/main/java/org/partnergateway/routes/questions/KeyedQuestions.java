package org.partnergateway.routes.questions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.questions.NewQuestion;
import org.partnergateway.routes.store.questions.Questions;
import org.partnergateway.routes.store.questions.StoredQuestion;
import org.partnergateway.routes.store.questions.Taken;

/**
 * Questions that change something: recorded under the partner's key before anybody inside is asked,
 * and asked inside under one key of ours however often the partner comes.
 */
public final class KeyedQuestions {
  private final Questions questions;
  private final Services services;
  private final AnswerKeeper keeper;
  private final PaidQuestions paid;
  private final Ids ids;

  KeyedQuestions(
      Questions questions, Services services, AnswerKeeper keeper, PaidQuestions paid, Ids ids) {
    this.questions = questions;
    this.services = services;
    this.keeper = keeper;
    this.paid = paid;
    this.ids = ids;
  }

  Answer answer(AskedQuestion asked, CanonicalRequest request) {
    Question question = asked.question();
    Taken taken =
        questions.accept(
            new NewQuestion(
                ids.next("qst"),
                question.partner(),
                question.name(),
                asked.endpoint(),
                asked.key(),
                asked.fingerprint(),
                request.subject(),
                request.tree()),
            AnswerKeeper.LEASE);
    return switch (taken) {
      case Taken.Ours ours -> answer(question, ours.question(), asked.input());
      case Taken.Replay replay -> AnswerKeeper.replayed(question, replay.response());
      case Taken.InFlight inFlight -> throw AnswerKeeper.inFlight().exception();
      case Taken.KeyReused reused ->
          throw Problem.of(
                  ProblemType.IDEMPOTENCY_KEY_REUSED,
                  "This key was used with another body; use a new key for a new request.")
              .exception();
    };
  }

  private Answer answer(Question question, StoredQuestion stored, ObjectNode input) {
    return question.canonical().isPaid()
        ? paid.answer(question, stored, input)
        : askOrLetGo(question, stored, input);
  }

  /** Whatever breaks, the partner's next try finds it free. */
  private Answer askOrLetGo(Question question, StoredQuestion stored, ObjectNode input) {
    try {
      return ask(question, stored, input);
    } catch (RuntimeException e) {
      questions.letGo(stored, null);
      throw e;
    }
  }

  private Answer ask(Question question, StoredQuestion stored, ObjectNode input) {
    CanonicalRequest request = new CanonicalRequest(stored.request());
    ServiceAnswer answer =
        services.ask(
            question.canonical(),
            question.canonical().operation(),
            request.path(),
            request.body(),
            stored.id());
    return switch (answer) {
      case ServiceAnswer.Answered answered -> keeper.done(question, stored, input, answered.body());
      case ServiceAnswer.Refused refused ->
          keeper.refused(question, stored, input, refused.problem());
      case ServiceAnswer.Failed failed -> throw failed.problem().exception();
    };
  }
}
