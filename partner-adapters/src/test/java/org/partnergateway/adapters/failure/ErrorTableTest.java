package org.partnergateway.adapters.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.json.StrictJson;

class ErrorTableTest {
  private static final ErrorTable TABLE =
      new ErrorTable(
          pointers("/errors/0/code", "/code"),
          pointers("/errors/0/message", "/message"),
          List.of(
              new ErrorRule(Set.of(400, 422), Set.of("E7", "E8"), Failure.DECLINED, "address"),
              new ErrorRule(Set.of(503), Set.of(), Failure.OUTCOME_UNKNOWN, null),
              new ErrorRule(Set.of(400), Set.of("E8"), Failure.RATE_LIMITED, "never_reached")));

  @ParameterizedTest(name = "{0} to a {1} means {2}")
  @CsvSource({
    "200, WRITE, accepted",
    "204, READ, accepted",
    "301, READ, contract_violation",
    "307, WRITE, contract_violation",
    "400, WRITE, invalid_request",
    "401, WRITE, unauthorized",
    "403, READ, invalid_request",
    "404, READ, invalid_request",
    "408, READ, unavailable",
    "408, WRITE, outcome_unknown",
    "409, WRITE, invalid_request",
    "429, WRITE, rate_limited",
    "500, READ, unavailable",
    "500, WRITE, outcome_unknown",
    "502, WRITE, outcome_unknown",
    "504, READ, unavailable",
  })
  void readsTheStatusWhereNoRuleMatches(int status, Effect effect, String meaning) {
    Verdict verdict =
        new ErrorTable(List.of(), List.of(), List.of()).read(status, effect, () -> null);
    assertThat(word(verdict)).isEqualTo(meaning);
  }

  @ParameterizedTest(name = "200 with {0} means {1}, {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"code\":\"E1\"} | unavailable     |",
        "{\"code\":\"E9\"} | declined        | other",
        "{\"code\":\"F10\"} | invalid_request |",
        "{\"code\":\"F2\"} | declined        | other",
        "{\"code\":\"\"}   | declined        | other",
        "{}                    | accepted        |",
        "{\"code\":null}     | accepted        |",
      })
  void whicheverCodeThereIsInASuccessIsNone(
      String body, String meaning, @Nullable String category) {
    ErrorTable table =
        new ErrorTable(
            pointers("/code"),
            List.of(),
            List.of(
                new ErrorRule(Set.of(200), Set.of("E1"), Failure.UNAVAILABLE, null),
                new ErrorRule(Set.of(200), Set.of("F1*"), Failure.INVALID_REQUEST, null),
                new ErrorRule(Set.of(200), Set.of(ErrorRule.ANY), Failure.DECLINED, "other")));
    Verdict verdict = table.read(200, Effect.WRITE, () -> tree(body));
    assertThat(word(verdict)).isEqualTo(meaning);
    assertThat(verdict.error().category()).isEqualTo(category);
  }

  @ParameterizedTest(name = "{0} {1} to a {2} means {3}, {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"errors\":[{\"code\":\"E7\",\"message\":\"No\"}]} | WRITE | declined | address",
        "400 | {\"code\":\"E8\"}   | WRITE | declined           | address",
        "422 | {\"code\":\"E7\"}   | READ  | declined           | address",
        "400 | {\"code\":\"E9\"}   | WRITE | invalid_request    |",
        "400 | {}                  | WRITE | invalid_request    |",
        "400 |                     | WRITE | invalid_request    |",
        "404 | {\"code\":\"E7\"}   | WRITE | invalid_request    |",
        "503 | {\"code\":\"E7\"}   | WRITE | outcome_unknown    |",
        "503 |                     | READ  | unavailable        |",
      })
  void letsTheFirstMatchingRuleWin(
      int status, @Nullable String body, Effect effect, String meaning, @Nullable String category) {
    Verdict verdict = TABLE.read(status, effect, () -> tree(body));
    assertThat(word(verdict)).isEqualTo(meaning);
    assertThat(verdict.error().category()).isEqualTo(category);
  }

  @Test
  void takesTheFirstCodeAndMessagePresent() {
    String body = "{\"errors\":[{\"code\":7}],\"code\":\"E7\",\"message\":\"Nobody lives there\"}";
    Verdict verdict = TABLE.read(400, Effect.READ, () -> tree(body));
    assertThat(verdict.error()).isEqualTo(new PartnerError("7", "Nobody lives there", null));
  }

  @Test
  void readsNoBodyOfASuccess() {
    AtomicInteger reads = new AtomicInteger();
    TABLE.read(
        200,
        Effect.READ,
        () -> {
          reads.incrementAndGet();
          return null;
        });
    assertThat(reads).hasValue(0);
  }

  @Test
  void findsErrorsInsideASuccessWhereARuleSaysSo() {
    ErrorTable table =
        new ErrorTable(
            pointers("/code"),
            List.of(),
            List.of(new ErrorRule(Set.of(200), Set.of("E7"), Failure.DECLINED, null)));
    assertThat(table.read(200, Effect.WRITE, () -> tree("{\"code\":\"E7\"}")).failure())
        .isEqualTo(Failure.DECLINED);
    assertThat(table.read(200, Effect.WRITE, () -> tree("{\"code\":\"OK\"}")).accepted()).isTrue();
  }

  private static String word(Verdict verdict) {
    Failure failure = verdict.failure();
    return failure == null ? "accepted" : failure.word();
  }

  private static @Nullable JsonNode tree(@Nullable String json) {
    return json == null ? null : StrictJson.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static List<JsonPointer> pointers(String... pointers) {
    return List.of(pointers).stream().map(JsonPointer::compile).toList();
  }
}
