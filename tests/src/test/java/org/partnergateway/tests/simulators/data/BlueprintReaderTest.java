package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.tests.simulators.SimulatedAnswer;

/** A mistake in a simulator's files is told with its place before anything is simulated. */
final class BlueprintReaderTest {
  private static final String FOLDER = "tests/simulators/heron/";
  private static final DefinitionTree TREE = Heron.alone();

  private static DefinitionTree with(String file, String text) {
    Map<String, byte[]> files = new TreeMap<>();
    TREE.paths().forEach(path -> files.put(path, TREE.get(path).content()));
    files.put(FOLDER + file, text.getBytes(UTF_8));
    return DefinitionTree.of(files);
  }

  private static String yaml() {
    return TREE.get(FOLDER + "simulator.yaml").text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "idempotency: | idempotence: | :9: | did you mean",
        "lifetime: 1h | lifetime: soon | :6: | /tokens/lifetime",
        "client: basic | client: magic | :6: | /tokens/client",
        "client_id: sandbox, | client_ident: sandbox, | :2: | client_id",
        "webhook_secret: whsec_sandbox+ | other: x | :2: | webhook_secret",
        "settings: {shop: \"4711\"} | settings: {} | :1: | shop",
        "required: true | operations: [shipOrders] | :9: | did you mean",
      })
  void aMistakeIsToldWithItsLine(String right, String wrong, String line, String told) {
    assertThat(yaml()).contains(right);

    assertThatThrownBy(
            () -> BlueprintReader.read(with("simulator.yaml", yaml().replace(right, wrong))))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining(FOLDER + "simulator.yaml" + line)
        .hasMessageContaining(told);
  }

  @Test
  void aFileThatNothingReadsAndAMappingThatCannotBeCompiledAreMistakes() {
    assertThatThrownBy(() -> BlueprintReader.read(with("shipOrders.jslt", "{}")))
        .hasMessageContaining("shipOrders.jslt")
        .hasMessageContaining("did you mean shipOrder");
    assertThatThrownBy(() -> BlueprintReader.read(with("refuse.jslt", "{\"body\": nothing()}")))
        .hasMessageContaining("refuse.jslt:1:")
        .hasMessageContaining("there is no function nothing()");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"body\": {\"orders\": 7}} | /body/orders",
        "{\"status\": 299, \"body\": []} | listOrders",
        "{\"boddy\": {}} | says \"boddy\"",
        "{\"body\": {\"orders\": []}, \"effects\": [{\"effect\": \"a\"}, {}]} | \"effect\" is"
            + " missing",
        "{\"body\": {\"orders\": [1 / size(.query)]}} | ArithmeticException",
      })
  void anAnswerOutsideTheContractIsLoudAndChangesNothing(String behaviour, String told) {
    Heron heron = new Heron(with("listOrders.jslt", behaviour)).login();

    SimulatedAnswer answer = heron.list("");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(heron.effects).isEmpty();
    assertThat(new String(answer.body(), UTF_8)).contains(told);
    assertThat(heron.simulator.breaches())
        .singleElement()
        .satisfies(breach -> assertThat(breach.by()).isEqualTo("simulator"))
        .satisfies(breach -> assertThat(breach.message()).contains(told));
  }

  @Test
  void aMessageOutsideTheContractIsNotSent() {
    Heron heron =
        new Heron(
                with(
                    "listOrders.jslt",
                    """
                    {"body": {"orders": []}, "later": [{"message": "shipped", "body": {"event_id": 7}}]}\
                    """))
            .login();

    assertThat(heron.list("").status()).isEqualTo(200);
    heron.simulator.advance();

    assertThat(heron.sender.sent).isEmpty();
    assertThat(heron.simulator.breaches())
        .singleElement()
        .satisfies(breach -> assertThat(breach.message()).contains("/event_id"));
  }

  @Test
  void whatTakesEffectLaterDoesSoByTheClock() {
    Map<String, byte[]> files = new TreeMap<>();
    DefinitionTree tree =
        with(
            "listOrders.jslt",
            """
            {"body": {"orders": []}, "later": [{"after": "1m", "run": "settle", "input": {"of": "R"}}]}\
            """);
    tree.paths().forEach(path -> files.put(path, tree.get(path).content()));
    files.put(
        FOLDER + "settle.jslt",
        "{\"effects\": [{\"effect\": \"settlements\", \"reference\": .input.of}]}".getBytes(UTF_8));
    Heron heron = new Heron(DefinitionTree.of(files)).login();
    heron.list("");

    heron.clock.forward(Duration.ofSeconds(59));
    heron.simulator.advance();
    assertThat(heron.effects).isEmpty();
    heron.clock.forward(Duration.ofSeconds(1));
    heron.simulator.advance();
    assertThat(heron.effects).containsExactly("heron settlements R");
  }
}
