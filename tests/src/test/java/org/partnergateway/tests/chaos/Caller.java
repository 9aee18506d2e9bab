package org.partnergateway.tests.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.partnergateway.tests.history.Entry;
import org.partnergateway.tests.history.Entry.Said;
import org.partnergateway.tests.history.HistoryWriter;

/**
 * Asks for writes as a careful caller does: again under the same key until the answer says what
 * became of it. Everything is recorded.
 */
final class Caller {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

  /** Whoever is told so often that nobody knows leaves it to a person. */
  private static final int MOST_UNKNOWN = 8;

  /** Something else is under way on the same thing, or in doubt. */
  private static final int MOST_REFUSED = 12;

  private final Api api;
  private final HistoryWriter history;
  private final AtomicBoolean over;
  private final AtomicLong done = new AtomicLong();

  /**
   * @param over when it is set nobody tries again
   */
  Caller(Api api, HistoryWriter history, AtomicBoolean over) {
    this.api = api;
    this.history = history;
    this.over = over;
  }

  /** One write under one key; several threads may ask for the same. */
  final class Write {
    private final String kind;
    private final String path;
    private final String key;
    private final JsonNode body;
    private final AtomicInteger attempts = new AtomicInteger();

    private Write(String kind, String path, String key, JsonNode body) {
      this.kind = kind;
      this.path = path;
      this.key = key;
      this.body = body;
    }

    /** What it made; empty when it was not done, or nobody knows. */
    Optional<JsonNode> ask() throws InterruptedException {
      int unknown = 0;
      for (int tries = 0; !over.get() && unknown < MOST_UNKNOWN; tries++) {
        int attempt = attempts.incrementAndGet();
        history.add(new Entry.Asked(key, kind, attempt));
        long pause = Math.min(LONGEST_PAUSE.toMillis(), 100L << Math.min(tries, 5));
        try {
          HttpResponse<byte[]> answer = api.post(path, key, body);
          JsonNode said = Api.JSON.readTree(answer.body());
          Said meaning = meaning(answer.statusCode(), said);
          record(attempt, answer, said, meaning);
          switch (meaning) {
            case DONE -> {
              done.incrementAndGet();
              return Optional.of(said);
            }
            case DECLINED -> {
              return Optional.empty();
            }
            case REFUSED -> {
              // Another operation on the same thing may be under way.
              if (answer.statusCode() != 409 || tries > MOST_REFUSED) {
                return Optional.empty();
              }
            }
            case UNKNOWN -> unknown++;
            case PENDING -> unknown += answer.statusCode() == 409 && isInDoubt(said) ? 1 : 0;
            default -> {}
          }
        } catch (IOException e) {
          // Nobody knows: asked again.
        }
        Thread.sleep(pause);
      }
      return Optional.empty();
    }

    private void record(int attempt, HttpResponse<byte[]> answer, JsonNode said, Said meaning) {
      boolean isDone = meaning == Said.DONE;
      history.add(
          new Entry.Answered(
              key,
              attempt,
              answer.statusCode(),
              meaning,
              isDone ? said.path("id").asText() : null,
              isDone ? digest(answer.body()) : null));
    }
  }

  Write write(String kind, String path, String key, JsonNode body) {
    return new Write(kind, path, key, body);
  }

  /** How many writes were answered as done. */
  long done() {
    return done.get();
  }

  private static boolean isInDoubt(JsonNode problem) {
    return problem.path("detail").asText().contains("isn't known");
  }

  private static Said meaning(int status, JsonNode said) {
    if (status == 202) {
      return Said.PENDING;
    }
    if (status < 300) {
      // What is created and declined is answered with the thing that failed.
      return said.path("status").asText().equals("failed") ? Said.DECLINED : Said.DONE;
    }
    if (said.path("code").asText().equals("idempotency_key_in_flight")) {
      return Said.PENDING;
    }
    return switch (said.path("failure").asText()) {
      case "declined" -> Said.DECLINED;
      case "invalid_request", "unauthorized", "rate_limited", "unavailable" -> Said.NOT_DONE;
      case "outcome_unknown", "contract_violation" -> Said.UNKNOWN;
      default -> status == 429 || status >= 500 ? Said.NO_WORD : Said.REFUSED;
    };
  }

  static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
