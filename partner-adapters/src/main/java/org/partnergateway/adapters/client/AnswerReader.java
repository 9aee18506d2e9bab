package org.partnergateway.adapters.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;

/** Reads a partner's body into a tree, at most once an answer and only when somebody asks. */
public interface AnswerReader {
  /** Strict JSON; an empty body is no tree. */
  AnswerReader JSON =
      (status, headers, body) -> {
        try {
          return body.length == 0 ? null : StrictJson.read(body);
        } catch (MalformedMessageException e) {
          throw new UnreadableAnswerException(String.valueOf(e.getMessage()), e);
        }
      };

  /** As the operation's contract says. */
  static AnswerReader of(HttpOperation contract) {
    return new ContractReader(contract);
  }

  /**
   * The body's tree.
   *
   * @param headers by lower-case name
   * @return null for an empty body
   * @throws UnreadableAnswerException when the body is not what its contract says
   */
  @Nullable JsonNode read(int status, Map<String, String> headers, byte[] body)
      throws UnreadableAnswerException;
}
