package org.partnergateway.routes.questions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;

/**
 * {@code gateway:serve-question/<partner>/<question>}: asks inside, and answers in the partner's
 * form.
 */
public final class ServeQuestionStep implements StepFactory {
  private final QuestionRegistry questions;
  private final Services services;
  private final QuestionAnswers answers;
  private final KeyedQuestions keyed;

  public ServeQuestionStep(
      QuestionRegistry questions,
      Services services,
      QuestionAnswers answers,
      KeyedQuestions keyed) {
    this.questions = questions;
    this.services = services;
    this.answers = answers;
    this.keyed = keyed;
  }

  @Override
  public String name() {
    return "serve-question";
  }

  @Override
  public Step create(List<String> arguments) {
    Question question = questions.get(arguments.getFirst(), arguments.getLast());
    return exchange -> {
      AskedQuestion asked = exchange.getMessage().getBody(AskedQuestion.class);
      CanonicalRequest request = CanonicalRequest.of(question, asked.input());
      Answer answer =
          question.canonical().isRead()
              ? read(question, request, asked.input())
              : keyed.answer(asked, request);
      exchange.getMessage().setBody(QuestionAnswers.with(answer, asked.echoed()));
    };
  }

  private Answer read(Question question, CanonicalRequest request, ObjectNode input) {
    ServiceAnswer answer =
        services.ask(
            question.canonical(),
            question.canonical().operation(),
            request.path(),
            request.body(),
            null);
    return switch (answer) {
      case ServiceAnswer.Answered answered -> answers.answer(question, input, answered.body());
      case ServiceAnswer.Refused refused -> throw refused.problem().exception();
      case ServiceAnswer.Failed failed -> throw failed.problem().exception();
    };
  }
}
