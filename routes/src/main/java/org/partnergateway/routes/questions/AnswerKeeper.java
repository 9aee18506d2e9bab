package org.partnergateway.routes.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.operations.SureTransaction;
import org.partnergateway.routes.store.operations.Response;
import org.partnergateway.routes.store.questions.Questions;
import org.partnergateway.routes.store.questions.StoredQuestion;

/** Writes a question's record while it is ours, and says so when it isn't any more. */
final class AnswerKeeper {
  /** How long nobody else may touch it while its process lives: longer than a step takes. */
  static final Duration LEASE = Duration.ofSeconds(60);

  private static final int SERVER_ERROR = 500;

  private final Questions questions;
  private final QuestionAnswers answers;
  private final SureTransaction transactions;

  AnswerKeeper(Questions questions, QuestionAnswers answers, SureTransaction transactions) {
    this.questions = questions;
    this.answers = answers;
    this.transactions = transactions;
  }

  /** The canonical answer, kept and given. */
  Answer done(Question question, StoredQuestion stored, ObjectNode input, JsonNode answer) {
    return keep(stored, answers.answer(question, input, answer));
  }

  /** A refusal, kept and given. */
  Answer refused(Question question, StoredQuestion stored, ObjectNode input, Problem problem) {
    return keep(stored, answers.problem(question, input, problem));
  }

  private Answer keep(StoredQuestion stored, Answer answer) {
    // The protocols want it so, and it is true: a failure of ours is no answer.
    if (answer.status() >= SERVER_ERROR) {
      letGo(stored, null);
      return answer;
    }
    Response response =
        new Response(
            answer.status(),
            StrictJson.nodes().objectNode().put("Content-Type", String.valueOf(answer.mediaType())),
            answer.body());
    JsonNode request = new CanonicalRequest(stored.request()).withoutPayment();
    ours(transactions.run(() -> questions.answer(stored, response, request)));
    return answer;
  }

  /** The answer that was given before. */
  static Answer replayed(Question question, Response response) {
    String header = question.callers().replayHeader();
    return new Answer(
        response.status(),
        response.headers().path("Content-Type").asText(),
        header == null ? Map.of() : Map.of(header, "true"),
        response.body());
  }

  void note(StoredQuestion stored, JsonNode state, boolean paying) {
    ours(transactions.run(() -> questions.note(stored, state, paying, LEASE)));
  }

  /**
   * @param again when it goes on by itself; null when it doesn't
   */
  void letGo(StoredQuestion stored, @Nullable Instant again) {
    ours(transactions.run(() -> questions.letGo(stored, again)));
  }

  /**
   * @throws ProblemException when it is not
   */
  static void ours(boolean still) {
    if (!still) {
      throw inFlight().exception();
    }
  }

  static Problem inFlight() {
    return Problem.of(
            ProblemType.IDEMPOTENCY_KEY_IN_FLIGHT,
            "A request with this key is being processed; ask again after Retry-After.")
        .withRetryAfter(Duration.ofSeconds(1));
  }
}
