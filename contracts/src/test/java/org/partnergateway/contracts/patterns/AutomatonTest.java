package org.partnergateway.contracts.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutomatonTest {

  private static final String ALPHABET = "ab1-.\n";
  private static final int LONGEST = 5;
  private static final List<String> TEXTS = texts();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "^a",
        "a$",
        "^a$",
        "^$",
        "",
        "^",
        "$",
        "\\S",
        "^\\s*$",
        ".",
        "^.{1,3}$",
        "^..$",
        "^[ab]+$",
        "^[^a]*$",
        "^[^ab\\n]+$",
        "[a-b]1",
        "^[-a]+$",
        "^[a-]+$",
        "^[.-]$",
        "^[\\w.-]+$",
        "^\\d\\D$",
        "^\\W+$",
        "^a*b*$",
        "^a*a*b$",
        "^a?a?a?aaa$",
        "^(a|b)*1$",
        "^(?:ab|a)(?:b|1)$",
        "^(ab)*(a|1)?$",
        "^(a*)*b$",
        "^(a|ab)(1|b1)*$",
        "^(a?){2,3}$",
        "^a{0}b$",
        "^a{2,}$",
        "^(a{1,2}-){1,2}$",
        "^([ab]{2})?$",
        "^((a|b)1){0,2}$",
        "^()a$",
        "^(|a)b$",
        "^(a|)b$",
        "^a\\.b$",
        "^\\x61+$",
        "^[\\x2d-\\x2e]+$",
        "ab",
        "b1$",
        "(a|1)(b|-)$",
        "^a\\-1$",
        "^-?1+([.]1+)?$",
        "^[&a]+$",
        "^[a^]+$",
        "^[$a]+$",
        "a\\$"
      })
  void itFindsWhatTheExpressionFinds(String pattern) {
    Automaton automaton = Objects.requireNonNull(Automaton.of(pattern), "must be plain");
    boolean anchored = pattern.endsWith("$") && !pattern.endsWith("\\$");
    String ending = anchored ? pattern.substring(0, pattern.length() - 1) + "\\z" : pattern;
    Pattern judge = Pattern.compile(ending);

    List<String> wrong = new ArrayList<>();
    for (String text : TEXTS) {
      if ((automaton.find(text) == Automaton.YES) != judge.matcher(text).find()) {
        wrong.add(text);
      }
    }

    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^a|b$",
        "a|b",
        "^(?=.*a)b$",
        "(?i)a",
        "^a*?$",
        "^a++$",
        "(a)\\1",
        "\\bfoo",
        "\\p{L}",
        "[[a]b]",
        "[a-z&&[^b]]",
        "[]a]",
        "^é$",
        "\\Qa\\E",
        "a^b",
        "a$b",
        "\\\\$",
        "(^a)",
        "a{1,2}{3}",
        "[\\d-z]",
        "\\u0041",
        "\\x80",
        "^(([a-z]{1,40}-){1,40}x){1,40}$"
      })
  void moreThanPlainIsLeftToTheExpression(String pattern) {
    assertThat(Automaton.of(pattern)).isNull();
  }

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          \\S         | é      | -1
          \\S         | aé     | 1
          ^[A-Z]{2}$  | ÉA     | -1
          ^[A-Z]{2}$  | aÉ     | 0
          ^.{1,2}$    | abé    | -1
          ^https?://  | http:  | 0
          ^https?://  | http://é | 1
          """)
  void whatIsNotAsciiIsTheExpressions(String pattern, String text, int answer) {
    assertThat(Objects.requireNonNull(Automaton.of(pattern)).find(text)).isEqualTo(answer);
  }

  @Test
  void aLongTextIsReadOnce() {
    Automaton automaton = Objects.requireNonNull(Automaton.of("^(a|a|aa)*b$"));

    assertThat(automaton.find("a".repeat(1_000_000))).isEqualTo(Automaton.NO);
  }

  private static List<String> texts() {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int i = 0; i < texts.size() && texts.get(i).length() < LONGEST; i++) {
      for (char c : ALPHABET.toCharArray()) {
        texts.add(texts.get(i) + c);
      }
    }
    return texts;
  }
}
