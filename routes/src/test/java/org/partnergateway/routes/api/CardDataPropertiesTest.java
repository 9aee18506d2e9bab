package org.partnergateway.routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.partnergateway.contracts.cards.CardData;
import org.partnergateway.contracts.cards.CardNumbers;
import org.partnergateway.contracts.cards.Identifiers;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;

class CardDataPropertiesTest {
  private static final Set<String> IDENTIFIERS =
      Identifiers.of(DefinitionTree.ofDirectory(Path.of("..")));
  private final CardData cards = new CardData(IDENTIFIERS);

  @Property(tries = 500)
  void findsACardNumberWhereverAndHoweverItIsWritten(
      @ForAll("cardNumbers") String digits,
      @ForAll("separators") String separator,
      @ForAll("scripts") int zero,
      @ForAll("around") String before,
      @ForAll("around") String after,
      @ForAll("places") List<String> place) {
    String text = before + written(digits, separator, zero) + after;
    JsonNode message = at(place, text);
    List<Violation> found = cards.find(message);
    assertThat(found).hasSize(1);
    assertThat(message.at(found.getFirst().pointer()).asText()).isEqualTo(text);
    assertThat(found.toString()).doesNotContain(digits).doesNotContain(text);
  }

  @Property(tries = 200)
  void findsACardNumberThatIsANumber(
      @ForAll("cardNumbers") String digits, @ForAll("places") List<String> place) {
    ObjectNode message = StrictJson.nodes().objectNode();
    message.set(
        "a", StrictJson.read("[%s]".formatted(digits).getBytes(StandardCharsets.UTF_8)).get(0));
    assertThat(cards.find(message)).hasSize(1);
    ObjectNode named = StrictJson.nodes().objectNode().put(digits, "x");
    assertThat(cards.find(named)).hasSize(1);
    assertThat(cards.find(named).toString()).doesNotContain(digits);
  }

  @Property(tries = 200)
  void passesWhatIsDeclaredAnIdentifier(
      @ForAll("cardNumbers") String digits, @ForAll("identifiers") String name) {
    assertThat(cards.find(StrictJson.nodes().objectNode().put(name, digits))).isEmpty();
  }

  @Property(tries = 200)
  void passesDigitsThatAreNoCardNumber(@ForAll("cardNumbers") String digits) {
    char last = digits.charAt(digits.length() - 1);
    String wrong = digits.substring(0, digits.length() - 1) + (char) ('0' + (last - '0' + 1) % 10);
    assertThat(CardNumbers.isIn(wrong)).isFalse();
  }

  @Example
  void declaresWhatBusinessesCallThingsByAsIdentifiers() {
    assertThat(IDENTIFIERS)
        .contains(
            "tracking_number",
            "parcel_tracking_numbers",
            "gtin",
            "sku",
            "sscc",
            "order_number",
            "partner_ref",
            "order_id",
            "payment_id",
            "reference",
            "phone",
            "cursor")
        .doesNotContain("name", "lines", "token", "title", "reason", "email", "postal_code");
  }

  @Example
  void refusesSecurityCodesByTheirName() {
    for (String name : List.of("cvc", "CVV2", "card_security_code", "securityCode", "card-cvc")) {
      assertThat(cards.find(StrictJson.nodes().objectNode().put(name, "123")))
          .extracting(Violation::pointer)
          .containsExactly("/" + name);
    }
  }

  @Example
  void passesWhatOftenLooksLikeOne() {
    for (String text :
        List.of(
            "2026-11-26T03:27:43.123456789Z",
            "00000000-0000-0000-0000-000000000000",
            "41111111-1111-4111-8111-111111111111",
            "0000 0000 0000 0000",
            "1200 Harbor Way, Suite 41",
            "4111 1111 1111 1112")) {
      assertThat(CardNumbers.isIn(text)).as(text).isFalse();
    }
  }

  /** Passes Luhn's check, begins with no zero. */
  @Provide
  Arbitrary<String> cardNumbers() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 9),
            Arbitraries.strings().numeric().ofMinLength(11).ofMaxLength(17))
        .as((first, rest) -> withCheckDigit(first + rest));
  }

  @Provide
  Arbitrary<String> separators() {
    return Arbitraries.of("", " ", "-", "\u00a0", "\u2013", " - ");
  }

  @Provide
  Arbitrary<Integer> scripts() {
    return Arbitraries.of('0' + 0, 0x0660, 0x0966, 0xff10, 0x1d7ce);
  }

  @Provide
  Arbitrary<String> around() {
    return Arbitraries.of("", "card ", " exp", "x", "/", "カード: ", "(", "\n", "- ", ".");
  }

  @Provide
  Arbitrary<List<String>> places() {
    return Arbitraries.of("name", "lines", "0", "note", "token", "deep")
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Provide
  Arbitrary<String> identifiers() {
    return Arbitraries.of(IDENTIFIERS);
  }

  private static String withCheckDigit(String digits) {
    for (char check = '0'; check <= '9'; check++) {
      if (luhn(digits + check) % 10 == 0) {
        return digits + check;
      }
    }
    throw new IllegalStateException("One of ten fits");
  }

  private static int luhn(String digits) {
    int sum = 0;
    boolean twice = false;
    for (int i = digits.length() - 1; i >= 0; i--, twice = !twice) {
      int digit = (digits.charAt(i) - '0') * (twice ? 2 : 1);
      sum += digit / 10 + digit % 10;
    }
    return sum;
  }

  private static String written(String digits, String separator, int zero) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      if (i > 0 && i % 4 == 0) {
        text.append(separator);
      }
      text.appendCodePoint(zero + digits.charAt(i) - '0');
    }
    return text.toString();
  }

  private static JsonNode at(List<String> place, String text) {
    JsonNode node = StrictJson.nodes().textNode(text);
    for (String name : place.reversed()) {
      if (name.equals("0")) {
        ArrayNode list = StrictJson.nodes().arrayNode();
        node = list.add("fine").add(node);
      } else {
        ObjectNode object = StrictJson.nodes().objectNode();
        object.put("before", "fine").set(name, node);
        node = object;
      }
    }
    return node;
  }
}
