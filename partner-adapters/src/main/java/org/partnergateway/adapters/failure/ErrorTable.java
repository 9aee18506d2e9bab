package org.partnergateway.adapters.failure;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a partner's answer into the closed set of failures: the first rule that matches, else what
 * the HTTP status means by itself.
 */
public final class ErrorTable {
  private static final int LONGEST_MESSAGE = 1_000;

  private final List<JsonPointer> codes;
  private final List<JsonPointer> messages;
  private final List<ErrorRule> rules;
  private final boolean successMayFail;

  /**
   * A table.
   *
   * @param codes where the partner's code stands in a body; the first present wins
   * @param messages where its words stand
   * @param rules in order
   */
  public ErrorTable(List<JsonPointer> codes, List<JsonPointer> messages, List<ErrorRule> rules) {
    this.codes = List.copyOf(codes);
    this.messages = List.copyOf(messages);
    this.rules = List.copyOf(rules);
    this.successMayFail =
        this.rules.stream().anyMatch(r -> r.statuses().stream().anyMatch(ErrorTable::success));
  }

  /**
   * What an answer means.
   *
   * @param body the body's tree, asked for only when needed; null when there is none or it cannot
   *     be read
   */
  public Verdict read(int status, Effect effect, Supplier<@Nullable JsonNode> body) {
    if (success(status) && !successMayFail) {
      return Verdict.ACCEPTED;
    }
    JsonNode tree = body.get();
    String code = first(tree, codes);
    for (ErrorRule rule : rules) {
      if (rule.matches(status, code)) {
        return new Verdict(inEffect(rule.failure(), effect), error(tree, code, rule.category()));
      }
    }
    return success(status)
        ? Verdict.ACCEPTED
        : new Verdict(ofStatus(status, effect), error(tree, code, null));
  }

  /** What a status means where no rule says otherwise. */
  static Failure ofStatus(int status, Effect effect) {
    return switch (status) {
      case 401 -> Failure.UNAUTHORIZED;
      case 408 -> inEffect(Failure.OUTCOME_UNKNOWN, effect);
      case 429 -> Failure.RATE_LIMITED;
      default -> {
        if (status >= 500) {
          yield inEffect(Failure.OUTCOME_UNKNOWN, effect);
        }
        // A redirect is never followed, so it is no answer to what was asked.
        yield status >= 400 ? Failure.INVALID_REQUEST : Failure.CONTRACT_VIOLATION;
      }
    };
  }

  /** A read has no outcome that could be unknown. */
  private static Failure inEffect(Failure failure, Effect effect) {
    return failure == Failure.OUTCOME_UNKNOWN && effect == Effect.READ
        ? Failure.UNAVAILABLE
        : failure;
  }

  private PartnerError error(
      @Nullable JsonNode tree, @Nullable String code, @Nullable String category) {
    String message = first(tree, messages);
    if (message != null && message.length() > LONGEST_MESSAGE) {
      message = message.substring(0, LONGEST_MESSAGE);
    }
    return new PartnerError(code, message, category);
  }

  private static @Nullable String first(@Nullable JsonNode tree, List<JsonPointer> pointers) {
    if (tree == null) {
      return null;
    }
    for (JsonPointer pointer : pointers) {
      JsonNode found = tree.at(pointer);
      if (found.isValueNode() && !found.isNull()) {
        return found.asText();
      }
    }
    return null;
  }

  private static boolean success(int status) {
    return status >= 200 && status < 300;
  }
}
