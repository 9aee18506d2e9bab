package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.partnergateway.contracts.json.StrictJson;

/** The README's calls do what it says. Its Maven commands are run by CI. */
@SharesSandbox
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Pattern BLOCK = Pattern.compile("```(sh|json)\\n(.*?)```", Pattern.DOTALL);

  @Test
  void theFirstCallAnswersWhatTheReadmeShows(RunningSandbox sandbox) throws Exception {
    JsonNode rates =
        StrictJson.read(run(block("sh", "/v1/rates"), sandbox).getBytes(StandardCharsets.UTF_8));
    JsonNode shown = StrictJson.read(block("json", "ups_ground").getBytes(StandardCharsets.UTF_8));

    assertThat(rates.path("rates")).hasSize(5);
    assertThat(rates.at("/rates/0")).isEqualTo(shown);
  }

  @Test
  void aWriteTypedTwiceTakesEffectOnceAndIsSeenAtTheCarrier(RunningSandbox sandbox)
      throws Exception {
    String command = block("sh", "first-label");
    long before = shipments(sandbox);

    String first = run(command, sandbox);
    String second = run(command, sandbox);

    assertThat(first).contains("201 Created").doesNotContain("Idempotency-Replayed");
    assertThat(second).contains("201 Created").contains("Idempotency-Replayed: true");
    assertThat(body(second)).isEqualTo(body(first));
    assertThat(shipments(sandbox) - before).isEqualTo(1);
  }

  @Test
  void anEndpointIsToldOfAShipment(RunningSandbox sandbox) throws Exception {
    String answer = run(block("sh", "first-endpoint"), sandbox);
    JsonNode endpoint = StrictJson.read(answer.getBytes(StandardCharsets.UTF_8));
    assertThat(endpoint.path("secret").asText()).startsWith("whsec_");
    long before = effect("/receiver/events", sandbox);

    sandbox.booked();

    Await.until("it is counted", () -> effect("/receiver/events", sandbox), now -> now > before);
    String address = "/v1/webhook-endpoints/" + endpoint.path("id").asText();
    sandbox.api().send(ApiRequest.get(address).method("DELETE")).expect(204);
  }

  @Test
  void aBatchNamesItsBadLineAndTakesTheOther(RunningSandbox sandbox) throws Exception {
    String batch = ended(run(block("sh", "stock-1"), sandbox), sandbox);
    JsonNode told = sandbox.api().get(batch);
    assertThat(told.path("status").asText()).isEqualTo("completed_with_errors");
    assertThat(told.path("done").asInt()).isEqualTo(1);
    String errors = sandbox.api().send(ApiRequest.get(batch + "/errors")).expect(200).text();
    assertThat(errors).contains("\"line\":3", "many").hasLineCount(1);
  }

  @Test
  void aPayoutIsReadInThePartnersOwnForm(RunningSandbox sandbox) throws Exception {
    String batch = ended(run(block("sh", "payout-1"), sandbox), sandbox);
    assertThat(sandbox.api().get(batch).path("status").asText()).isEqualTo("completed");
    assertThat(sandbox.api().all("/v1/settlements?partner=stripe"))
        .extracting(settlement -> settlement.path("payout_ref").asText())
        .contains("po_1");
  }

  @Test
  void stockInBulkIsToldToItsMarketplaces(RunningSandbox sandbox) throws Exception {
    String answer = run(block("sh", "evening-count"), sandbox);
    String id = StrictJson.read(answer.getBytes(StandardCharsets.UTF_8)).path("id").asText();
    String levels = "/v1/inventory-updates/" + id + "/levels";
    Await.until(
        "all is told",
        () -> sandbox.api().all(levels),
        all -> all.size() == 2 && all.stream().allMatch(ReadmeTest::succeeded));
  }

  private static boolean succeeded(JsonNode level) {
    return level.path("status").asText().equals("succeeded");
  }

  /** Where the batch is that was answered, once it has ended. */
  private static String ended(String answer, RunningSandbox sandbox) {
    JsonNode batch = StrictJson.read(answer.getBytes(StandardCharsets.UTF_8));
    String address = "/v1/batches/" + batch.path("id").asText();
    Await.until(
        "the batch has ended",
        () -> sandbox.api().get(address).path("status").asText(),
        status -> status.startsWith("completed") || status.equals("failed"));
    return address;
  }

  private static long shipments(RunningSandbox sandbox) {
    return effect("/ups/shipments", sandbox);
  }

  private static long effect(String pointer, RunningSandbox sandbox) {
    try {
      String effects = run(block("sh", "/__admin/effects"), sandbox);
      return StrictJson.read(effects.getBytes(StandardCharsets.UTF_8)).at(pointer).asLong();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n"));
  }

  /** The README's block of that language which has that text. */
  private static String block(String language, String text) throws IOException {
    return BLOCK
        .matcher(Files.readString(README))
        .results()
        .filter(block -> block.group(1).equals(language) && block.group(2).contains(text))
        .map((MatchResult block) -> block.group(2))
        .findFirst()
        .orElseThrow();
  }

  /** Types a command of the README, at the addresses and with the token of this sandbox. */
  private static String run(String command, RunningSandbox sandbox) throws Exception {
    String here =
        command
            .replace("http://127.0.0.1:8080", sandbox.sandbox().gatewayAddress().toString())
            .replace(
                "http://127.0.0.1:8090",
                "http://127.0.0.1:" + sandbox.sandbox().partners().server().port())
            .replace("Bearer sandbox", "Bearer " + sandbox.token());
    Process process = new ProcessBuilder(List.of("bash", "-c", here)).start();
    process.getOutputStream().close();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(here).isZero();
    return answer;
  }
}
