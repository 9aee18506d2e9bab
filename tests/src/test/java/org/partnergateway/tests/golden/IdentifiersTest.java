package org.partnergateway.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A number in ten that is long enough would be taken for a card's, so what partners send holds long
 * numbers only where the adapter file declares {@code identifiers}.
 */
final class IdentifiersTest {
  private static final Pattern LONG_NUMBER = Pattern.compile("\\d([ \\t-]{0,3}\\d){12,}");

  private final Definitions definitions = new Definitions();
  private final Set<String> undeclared = new TreeSet<>();

  @Test
  void what_partners_send_has_long_numbers_in_declared_identifiers_alone() {
    for (GoldenCase row : GoldenCase.all()) {
      boolean isQuestion = definitions.adapter(row.partner()).path("questions").has(row.subject());
      Set<String> identifiers = new HashSet<>();
      definitions
          .adapter(row.partner())
          .path("identifiers")
          .forEach(name -> identifiers.add(name.asText()));
      for (String part : new String[] {isQuestion ? "request" : "answer", "message"}) {
        if (row.has(part)) {
          find(row, identifiers, "", row.input(part).path("body"));
        }
      }
    }
    assertThat(undeclared).isEmpty();
  }

  private void find(GoldenCase row, Set<String> identifiers, String name, JsonNode node) {
    if (node.isObject()) {
      node.properties()
          .forEach(member -> find(row, identifiers, member.getKey(), member.getValue()));
    } else if (node.isArray()) {
      node.forEach(element -> find(row, identifiers, name, element));
    } else if (!node.isFloatingPointNumber()
        && !identifiers.contains(name)
        && LONG_NUMBER.matcher(node.asText()).find()) {
      undeclared.add("%s: %s, such as %s".formatted(row.partner(), name, node.asText()));
    }
  }
}
