package org.partnergateway.routes.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.CallersDefinition;
import org.partnergateway.contracts.http.HttpParameter;
import org.partnergateway.contracts.http.RequestParts;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.admission.InboundLimits;
import org.partnergateway.routes.http.HttpInput;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;

/**
 * {@code gateway:ask/<partner>/<question>}: is it the partner, can it be read, does it keep to the
 * partner's contract. What is refused here is not recorded.
 */
public final class AskStep implements StepFactory {
  /** Where the question stands, also when it is refused. */
  static final String ASKED = "gatewayAskedQuestion";

  private final QuestionRegistry questions;
  private final InboundLimits limits;
  private final InstantSource clock;

  public AskStep(QuestionRegistry questions, InboundLimits limits, InstantSource clock) {
    this.questions = questions;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "ask";
  }

  @Override
  public Step create(List<String> arguments) {
    Question question = questions.get(arguments.getFirst(), arguments.getLast());
    return exchange -> {
      HttpInput input = HttpInput.of(exchange);
      AskedQuestion asked = new AskedQuestion(question);
      exchange.setProperty(ASKED, asked);
      readParameters(asked, input);
      authenticate(question, input);
      limits.partner(question.partner(), exchange);
      checkTime(question.callers(), input);
      String key = key(question, input);
      JsonNode body = body(question, input);
      check(asked, body);
      asked.input().put("now", clock.instant().toString());
      asked.asked(endpoint(question, asked), key, SameBody.fingerprint(body));
      exchange.getMessage().setBody(asked);
    };
  }

  /** Only what the contract declares. */
  private static void readParameters(AskedQuestion asked, HttpInput input) {
    for (HttpParameter parameter : asked.question().contract().parameters()) {
      String name = parameter.name();
      if (parameter.place() == HttpParameter.Place.PATH) {
        put(asked.part("path"), name, input.path(name));
      } else if (parameter.place() == HttpParameter.Place.HEADER) {
        put(asked.part("headers"), name.toLowerCase(Locale.ROOT), input.header(name));
      }
    }
    CallersDefinition callers = asked.question().callers();
    if (!asked.question().canonical().isRead()) {
      echo(asked, callers.keyHeader(), input);
    }
    echo(asked, callers.requestIdHeader(), input);
  }

  private static void put(ObjectNode part, String name, @Nullable String value) {
    if (value != null) {
      part.put(name, value);
    }
  }

  private static void echo(AskedQuestion asked, @Nullable String header, HttpInput input) {
    String value = header == null ? null : input.header(header);
    if (header != null && value != null) {
      asked.echo(header, value);
    }
  }

  private static void authenticate(Question question, HttpInput input) {
    if (!question.tokens().match(input.header("Authorization"))) {
      throw Problem.of(
              ProblemType.AUTHENTICATION_REQUIRED,
              "Send 'Authorization: Bearer <token>' with the token that was agreed.")
          .exception();
    }
  }

  private void checkTime(CallersDefinition callers, HttpInput input) {
    String header = callers.timestampHeader();
    String value = header == null ? null : input.header(header);
    if (header == null || value == null) {
      return;
    }
    Instant told;
    try {
      told = OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeParseException e) {
      throw wrong(header, "must be an RFC 3339 time such as 2026-04-17T10:30:00Z");
    }
    Duration off = Duration.between(told, clock.instant()).abs();
    if (off.compareTo(callers.tolerance()) > 0) {
      throw wrong(
          header,
          "is %d s off; at most %d s are allowed"
              .formatted(off.toSeconds(), callers.tolerance().toSeconds()));
    }
  }

  private static ProblemException wrong(String header, String what) {
    return Problem.of(ProblemType.INVALID_PARAMETER, "The header " + header + " " + what + ".")
        .withErrors(List.of(new Violation("/headers/" + header, "time", what)))
        .exception();
  }

  private static @Nullable String key(Question question, HttpInput input) {
    String header = question.callers().keyHeader();
    if (question.canonical().isRead() || header == null) {
      return null;
    }
    String key = input.header(header);
    if (key == null || key.isBlank()) {
      throw Problem.of(
              ProblemType.IDEMPOTENCY_KEY_MISSING, "The header %s is required.".formatted(header))
          .exception();
    }
    return key;
  }

  private static @Nullable JsonNode body(Question question, HttpInput input) {
    byte[] raw = input.body();
    boolean none = raw.length == 0 && !input.announcesBody();
    if (none || question.contract().requestMediaType() == null) {
      return null;
    }
    String mediaType = input.header("Content-Type");
    String plain = mediaType == null ? "" : mediaType.split(";", 2)[0].strip();
    if (!plain.equalsIgnoreCase(question.contract().requestMediaType())) {
      throw Problem.of(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "Send the body as Content-Type: %s."
                  .formatted(question.contract().requestMediaType()))
          .exception();
    }
    try {
      return question.cards().apply(StrictJson.read(raw));
    } catch (MalformedMessageException e) {
      throw Problem.malformed(e).exception();
    }
  }

  private static void check(AskedQuestion asked, @Nullable JsonNode body) {
    if (body != null) {
      asked.input().set("body", body);
    }
    List<Violation> violations =
        asked
            .question()
            .contract()
            .checkRequest(
                new RequestParts(
                    asked.part("path"), asked.part("query"), asked.part("headers"), body));
    if (!violations.isEmpty()) {
      violations = violations.stream().map(AskStep::withoutValue).toList();
      boolean inBody = violations.stream().anyMatch(v -> v.pointer().startsWith("/body"));
      throw Problem.of(
              inBody ? ProblemType.INVALID_BODY : ProblemType.INVALID_PARAMETER,
              "The request breaks the contract at %d place(s).".formatted(violations.size()))
          .withErrors(violations)
          .exception();
    }
  }

  /** What stands there may be what must be repeated nowhere, such as a card's number. */
  private static Violation withoutValue(Violation violation) {
    int value = violation.message().indexOf(", but was ");
    return value < 0
        ? violation
        : new Violation(
            violation.pointer(), violation.keyword(), violation.message().substring(0, value));
  }

  private static String endpoint(Question question, AskedQuestion asked) {
    String path = question.path();
    for (var parameter : asked.part("path").properties()) {
      path = path.replace("{" + parameter.getKey() + "}", parameter.getValue().asText());
    }
    return question.contract().method() + " " + path;
  }
}
