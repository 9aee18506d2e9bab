package org.partnergateway.contracts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.partnergateway.contracts.json.StrictJson;

/** Spoils messages, always in the same ways for the same seed. */
final class Mutations {

  private static final List<JsonNode> STRANGERS =
      List.of(
          json("null"),
          json("true"),
          json("0"),
          json("-1"),
          json("1.5"),
          json("1.0"),
          json("1e30"),
          json("99999999999"),
          json("\"\""),
          json("\"x\""),
          json("\"12\""),
          json("\"東京 🎄\""),
          json("[]"),
          json("{}"),
          json("[\"x\",\"x\"]"),
          json("{\"stranger\":1}"));

  private final Random random;

  Mutations(long seed) {
    random = new Random(seed);
  }

  /** A copy with one thing changed somewhere; now and then with several. */
  JsonNode of(JsonNode message) {
    ObjectNode holder = StrictJson.nodes().objectNode();
    holder.set("message", message.deepCopy());
    do {
      List<JsonNode> containers = new ArrayList<>();
      collect(holder, containers);
      mutate(containers.get(random.nextInt(containers.size())));
    } while (!holder.isEmpty() && random.nextInt(4) == 0);
    return holder.has("message") ? holder.get("message") : StrictJson.nodes().nullNode();
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode() && !node.isEmpty()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private void mutate(JsonNode container) {
    if (container instanceof ArrayNode array) {
      mutate(array);
    } else if (container instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      mutate(object, names.get(random.nextInt(names.size())));
    }
  }

  private void mutate(ArrayNode array) {
    int index = random.nextInt(array.size());
    switch (random.nextInt(4)) {
      case 0 -> array.remove(index);
      case 1 -> array.add(array.get(index));
      case 2 -> array.add(stranger());
      default -> array.set(index, changed(array.get(index)));
    }
  }

  private void mutate(ObjectNode object, String name) {
    switch (random.nextInt(5)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name + "x", object.remove(name));
      case 2 -> object.set("stranger", stranger());
      default -> object.set(name, changed(object.get(name)));
    }
  }

  private JsonNode changed(JsonNode value) {
    if (!(value instanceof ValueNode) || random.nextInt(3) == 0) {
      return random.nextInt(4) == 0 ? StrictJson.nodes().arrayNode().add(value) : stranger();
    }
    if (value.isNumber()) {
      BigDecimal number = value.decimalValue();
      BigDecimal other =
          switch (random.nextInt(4)) {
            case 0 -> number.negate();
            case 1 -> number.setScale(Math.max(0, number.scale()) + 1);
            case 2 -> number.scaleByPowerOfTen(12);
            default -> number.add(new BigDecimal("0.001"));
          };
      return StrictJson.nodes().numberNode(other);
    }
    return StrictJson.nodes().textNode(changed(value.asText()));
  }

  private String changed(String text) {
    int middle = text.length() / 2;
    return switch (random.nextInt(6)) {
      case 0 -> text.repeat(20);
      case 1 -> text.substring(0, middle);
      case 2 -> text.substring(0, middle) + "é🎄" + text.substring(middle);
      case 3 -> text + " ";
      case 4 -> text + "\n";
      default -> text.toLowerCase(Locale.ROOT);
    };
  }

  private JsonNode stranger() {
    return STRANGERS.get(random.nextInt(STRANGERS.size())).deepCopy();
  }

  private static JsonNode json(String text) {
    return StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
