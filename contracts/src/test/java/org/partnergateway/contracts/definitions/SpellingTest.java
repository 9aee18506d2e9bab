package org.partnergateway.contracts.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  @ParameterizedTest(name = "{0} suggests {1}")
  @CsvSource({
    "amuont, amount",
    "amonut, amount",
    "base-url, base_url",
    "Currency, currency",
    "currency_code, currency",
    "currency_of_account,",
    "x,",
    "timeout, timeouts"
  })
  void theNearestWordIsSuggestedWhenItIsNear(String word, String expected) {
    List<String> known = List.of("amount", "currency", "base_url", "timeouts");

    assertThat(Spelling.nearest(word, known).orElse(null)).isEqualTo(expected);
  }
}
