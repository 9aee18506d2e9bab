package org.partnergateway.routes.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.transformations.MappingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers in the partner's form; nothing leaves that the partner's contract doesn't have. */
public final class QuestionAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(QuestionAnswers.class);

  /** The canonical answer. */
  Answer answer(Question question, ObjectNode asked, JsonNode answer) {
    ObjectNode input = asked.deepCopy();
    input.set("answer", answer);
    Answer mapped = map(question, input);
    if (mapped == null) {
      throw Problem.of(
              ProblemType.INTERNAL_ERROR,
              "The answer can't be told in the partner's form; the gateway's log says why.")
          .exception();
    }
    return mapped;
  }

  /** What went wrong; where that can't be told either, as the gateway tells it anywhere. */
  Answer problem(Question question, ObjectNode asked, Problem problem) {
    ObjectNode input = asked.deepCopy();
    input.set("problem", problem.tree());
    Answer plain = problem.answer();
    Answer mapped = map(question, input);
    return mapped == null ? plain : with(mapped, plain.headers());
  }

  private static @Nullable Answer map(Question question, ObjectNode input) {
    try {
      JsonNode output = question.responseMapping().apply(input);
      int status = output.path("status").asInt();
      JsonNode body = output.path("body");
      List<Violation> violations =
          question
              .contract()
              .checkResponse(status, Answer.JSON, body.isMissingNode() ? null : body);
      if (violations.isEmpty()) {
        return Answer.json(status, StrictJson.write(body));
      }
      LOG.error(
          "What {} is to be answered to {} breaks its contract: {}",
          question.partner(),
          question.name(),
          violations);
    } catch (MappingException e) {
      LOG.error("The mapping of an answer failed: {}", e.problem());
    }
    return null;
  }

  static Answer with(Answer answer, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(answer.headers());
    headers.putAll(more);
    return answer.withHeaders(headers);
  }
}
