package org.partnergateway.routes.questions;

import java.util.List;
import org.apache.camel.Exchange;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.AnswerStep;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemStep;
import org.partnergateway.routes.http.RefusalCounter;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;

/**
 * {@code gateway:question-problem/<partner>/<question>}: answers what went wrong in the partner's
 * own form.
 */
public final class QuestionProblemStep implements StepFactory {
  private final QuestionRegistry questions;
  private final QuestionAnswers answers;
  private final RefusalCounter refusals;

  public QuestionProblemStep(
      QuestionRegistry questions, QuestionAnswers answers, RefusalCounter refusals) {
    this.questions = questions;
    this.answers = answers;
    this.refusals = refusals;
  }

  @Override
  public String name() {
    return "question-problem";
  }

  @Override
  public Step create(List<String> arguments) {
    Question question = questions.get(arguments.getFirst(), arguments.getLast());
    return exchange -> answer(question, exchange);
  }

  private void answer(Question question, Exchange exchange) {
    Problem problem = ProblemStep.problemOf(exchange);
    refusals.count(question.partner(), problem.type());
    AskedQuestion asked = exchange.getProperty(AskStep.ASKED, AskedQuestion.class);
    // Refused before it was looked at, as when there is too much to do.
    AskedQuestion known = asked == null ? new AskedQuestion(question) : asked;
    Answer answer = answers.problem(question, known.input(), problem);
    AnswerStep.write(exchange, QuestionAnswers.with(answer, known.echoed()));
  }
}
