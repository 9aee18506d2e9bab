package org.partnergateway.tests.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code histories.txt} holds histories: a line with {@code #} says what the checker must say of
 * the lines after it, nothing or one kind of lie.
 */
class HistoryCheckerTest {

  @TempDir Path directory;

  record Told(String what, String verdict, List<String> lines) {
    @Override
    public String toString() {
      return verdict + ": " + what;
    }
  }

  static Stream<Told> histories() throws IOException {
    List<Told> all = new ArrayList<>();
    try (InputStream in = HistoryCheckerTest.class.getResourceAsStream("histories.txt")) {
      for (String line : new String(in.readAllBytes()).lines().toList()) {
        if (line.startsWith("# ")) {
          String[] head = line.substring(2).split(": ", 2);
          all.add(new Told(head[1], head[0], new ArrayList<>()));
        } else if (!line.isBlank()) {
          all.getLast().lines().add(line);
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("histories")
  void eachHistoryIsJudgedRightly(Told told) throws IOException {
    Judgment judgment = check(told.lines());
    List<String> lies =
        judgment.findings().stream()
            .map(finding -> finding.lie().name().toLowerCase(Locale.ROOT))
            .distinct()
            .toList();
    assertThat(lies)
        .as(judgment.text())
        .isEqualTo(told.verdict().equals("good") ? List.of() : List.of(told.verdict()));
    assertThat(judgment.isGood()).isEqualTo(told.verdict().equals("good"));
  }

  @Test
  void everyKindOfLieIsAmongThem() throws IOException {
    assertThat(histories().map(Told::verdict))
        .contains("good", "lost", "duplicated", "regressed", "contradicted");
  }

  @Test
  void oneLieIsFoundAmongManyThings() throws IOException {
    Path file = directory.resolve("history.jsonl");
    int things = 20_000;
    int liar = new Random().nextInt(things);
    try (HistoryWriter history = new HistoryWriter(file)) {
      for (int i = 0; i < things; i++) {
        String payment = "pay_" + i;
        String reference = "ref-" + i;
        String key = "key-" + i;
        history.add(new Entry.Asked(key, "authorize-payment", 1));
        history.add(new Entry.Effect("stripe", "authorizations", reference, payment, 100));
        if (i == liar) {
          history.add(new Entry.Effect("stripe", "authorizations", reference, payment, 100));
        }
        history.add(new Entry.Answered(key, 1, 201, Entry.Said.DONE, payment, "a"));
      }
      for (int i = 0; i < things; i++) {
        history.add(
            new Entry.Operation(
                "op_" + i,
                "key-" + i,
                "authorize-payment",
                "ref-" + i,
                "succeeded",
                null,
                "pay_" + i));
        history.add(
            new Entry.Resource(
                "payment", "pay_" + i, "stripe", "authorized", 2, List.of(), null, null));
      }
    }
    Judgment judgment = HistoryChecker.check(file);
    assertThat(judgment.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.lie()).isEqualTo(Finding.Lie.DUPLICATED);
              assertThat(finding.about()).isEqualTo("resource pay_" + liar);
            });
    assertThat(judgment.number("effect stripe authorizations")).isEqualTo(things + 1);
  }

  @Test
  void aLineThatIsNoneIsNamed() {
    assertThatThrownBy(() -> check(List.of("{\"what\": \"logged\", \"event\": \"e\"}", "nonsense")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("history.jsonl:2");
  }

  private Judgment check(List<String> lines) throws IOException {
    Path file = directory.resolve("history.jsonl");
    Files.write(file, lines);
    return HistoryChecker.check(file);
  }
}
