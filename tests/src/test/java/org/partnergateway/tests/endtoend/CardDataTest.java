package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.tests.sandbox.Sandbox;
import org.partnergateway.tests.sandbox.SandboxOptions;

/** Card data is refused at its place, wherever in a request it is, and told to nobody again. */
class CardDataTest {
  private static final String NUMBER = "4111111111111111";
  private static final String BODY =
      "{\"order_id\": \"ord_01KAQX5V8E3C7H2M9T4R6W0Y1Z\", \"amount\": {\"amount\": 100,"
          + " \"currency\": \"USD\"}%s}";

  private static Sandbox sandbox;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start(@TempDir Path directory) {
    sandbox = Sandbox.start(SandboxOptions.quiet(directory.resolve("data")));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "as a token          | k-1 | ''    | , `payment_method`: {`type`: `token`, `token`:"
            + " `4111111111111111`} | /payment_method/token",
        "in an unknown field | k-2 | ''    | , `note`: `my card is 4111 1111 1111 1111!`           "
            + "            | /note",
        "as an amount        | k-3 | ''    | , `fee`: {`amount`: 4111111111111111}                 "
            + "            | /fee/amount",
        "as a field's name   | k-4 | ''    | , `4111111111111111`: 1                               "
            + "            | ''",
        "as a security code  | k-5 | ''    | , `card`: {`cvc`: `123`}                              "
            + "            | /card/cvc",
        "where JSON breaks   | k-6 | ''    | , 4111111111111111                                    "
            + "            | ''",
        "as the key          | 4111-1111-1111-1111 | '' | ''                                       "
            + "            | Idempotency-Key",
        "in the query        | k-7 | ?a=4111111111111111 | ''                                      "
            + "            | a",
      })
  void refusesCardData(String name, String key, String query, String members, String place)
      throws Exception {
    String body = BODY.formatted(members.replace('`', '"').replace("''", ""));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(sandbox.gatewayAddress() + "/v1/payments" + query.replace("''", "")))
                .header("Authorization", "Bearer " + Sandbox.TOKEN)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(422);
    var problem = new ObjectMapper().readTree(answer.body());
    assertThat(problem.at("/code").asText()).isEqualTo("card_data_refused");
    var error = problem.at("/errors/0");
    assertThat(error.path("pointer").asText() + error.path("parameter").asText())
        .isEqualTo(place.replace("''", ""));
    assertThat(answer.body().replaceAll("[ -]", "")).doesNotContain(NUMBER);
  }
}
