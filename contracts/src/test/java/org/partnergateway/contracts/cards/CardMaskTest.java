package org.partnergateway.contracts.cards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.json.StrictJson;

class CardMaskTest {
  private static final CardMask MASK = CardMask.sparing(Set.of("orderId"));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          in a text       | {"note":"my card is 4111 1111 1111 1111!"} | {"note":"my card is **** **** **** ****!"}
          of any script   | {"note":"４１１１１１１１１１１１１１１１"}             | {"note":"****************"}
          in a list       | {"notes":["a","4111111111111111"]}         | {"notes":["a","****************"]}
          as a number     | {"a":{"b":4111111111111111}}               | {"a":{"b":0}}
          a security code | {"card":{"cvc":"123","brand":"visa"}}      | {"card":{"cvc":"***","brand":"visa"}}
          however written | {"_Card-Security Code":"123"}              | {"_Card-Security Code":"***"}
          the longest     | {"card_verificationValue":"123"}           | {"card_verificationValue":"***"}
          """)
  void what_may_be_a_card_is_made_unreadable_and_all_else_stays(
      String where, String message, String expected) {
    assertThat(MASK.apply(tree(message))).isEqualTo(tree(expected));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a declared identifier    | {"orderId":"4111111111111111"}
          identifiers in a list    | {"orderId":["4111111111111111"]}
          what fails Luhn's check  | {"note":"4111111111111112"}
          too few digits           | {"note":"411111111111"}
          too many digits          | {"note":"41111111111111110000"}
          a large sum              | {"amount":41111111111111.11}
          longer than any code     | {"cardVerificationValueNeeded":"123"}
          shorter than any code    | {"cv":"123"}
          a name without a letter  | {"--":"123"}
          digits of a UUID         | {"note":"a1111111-1111-4111-8111-111111111111"}
          """)
  void what_is_no_card_is_the_same_tree(String what, String message) {
    JsonNode tree = tree(message);
    assertThat(MASK.apply(tree)).isSameAs(tree);
  }

  @Test
  void in_what_cannot_be_read_every_number_is_masked() {
    byte[] broken = "{\"orderId\":\"4111111111111111\"".getBytes(StandardCharsets.UTF_8);
    assertThat(CardMask.unread(broken))
        .isEqualTo("{\"orderId\":\"****************\"".getBytes(StandardCharsets.UTF_8));
    byte[] plain = "<a>ü</a>".getBytes(StandardCharsets.UTF_8);
    assertThat(CardMask.unread(plain)).isSameAs(plain);
  }

  private static JsonNode tree(String json) {
    return StrictJson.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
