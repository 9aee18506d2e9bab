package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.partnergateway.contracts.json.StrictJson;

/**
 * News as partners tell it of one thing: any status at any moment, with any of the fields that such
 * news brings, many of the same moment, and not only such as make a sensible life.
 */
final class NewsArbitrary {
  private static final Instant BEGIN = Instant.parse("2026-11-23T02:00:00Z");
  private static final Instant HEARD = BEGIN.plusSeconds(3600);
  private static final int MOMENTS = 6;

  private NewsArbitrary() {}

  static Arbitrary<List<News>> of(String kind) {
    return Combinators.combine(
            Arbitraries.randomValue(random -> random), Arbitraries.integers().between(1, 9))
        .as((random, count) -> list(kind, random, count));
  }

  private static List<News> list(String kind, Random random, int count) {
    List<News> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(one(kind, random));
    }
    return all;
  }

  static News one(String kind, Random random) {
    ObjectNode set = StrictJson.nodes().objectNode();
    List<String> statuses = Statuses.of(kind);
    if (random.nextInt(8) > 0) {
      set.put("status", statuses.get(random.nextInt(statuses.size())));
      maybe(random, () -> set.put("partner_code", "P" + random.nextInt(4)));
      maybe(random, () -> set.putObject("error").put("code", "e" + random.nextInt(3)));
      maybe(random, () -> set.putObject("next_action").put("url", "u" + random.nextInt(3)));
    }
    switch (kind) {
      case "order" -> order(set, random);
      case "payment" -> payment(set, random);
      case "shipment" -> shipment(set, random);
      case "return" -> returned(set, random);
      default -> {
        maybe(random, () -> money(set, "amount", random));
        maybe(random, () -> set.putArray("line_items").addObject().put("line_item_id", "1"));
        references(set, kind, random);
      }
    }
    return new News(set, BEGIN.plusSeconds(random.nextInt(MOMENTS)), HEARD, false);
  }

  private static void payment(ObjectNode set, Random random) {
    for (String sum : List.of("authorized_amount", "captured_amount", "refunded_amount")) {
      maybe(random, () -> money(set, sum, random));
    }
    maybe(random, () -> set.put("description", "d" + random.nextInt(4)));
    references(set, "payment_intent", random);
    if (set.get("partner_refs") instanceof ArrayNode references) {
      maybe(random, () -> capture(references.addObject(), random.nextInt(3)));
    }
  }

  /** Each has its amount; three come to more than there was to take. */
  private static void capture(ObjectNode reference, int number) {
    reference.put("type", "capture").put("value", "c" + number);
    reference.putObject("amount").put("amount", number + 1).put("currency", "USD");
  }

  private static void shipment(ObjectNode set, Random random) {
    maybe(random, () -> set.put("tracking_number", "1Z" + random.nextInt(3)));
    maybe(random, () -> set.put("service", "s" + random.nextInt(3)));
    references(set, "shipment_identification_number", random);
  }

  private static void order(ObjectNode set, Random random) {
    maybe(random, () -> set.put("shipping_method", "m" + random.nextInt(4)));
    maybe(random, () -> set.putObject("ship_to").put("locality", "l" + random.nextInt(4)));
    references(set, "order_id", random);
    maybe(
        random,
        () -> {
          ArrayNode lines = set.putArray("line_items");
          int first = random.nextInt(2);
          for (int id = first; id < first + 1 + random.nextInt(3); id++) {
            ObjectNode line = lines.addObject().put("id", Integer.toString(id));
            maybe(random, () -> line.put("title", "t" + random.nextInt(3)));
            List<String> statuses = Statuses.of("line");
            maybe(random, () -> line.put("status", statuses.get(random.nextInt(4))));
            ObjectNode quantity = line.putObject("quantity").put("ordered", 3);
            for (String name : List.of("canceled", "fulfilled", "returned")) {
              maybe(random, () -> quantity.put(name, random.nextInt(4)));
            }
          }
        });
  }

  private static void returned(ObjectNode set, Random random) {
    maybe(random, () -> set.put("carrier_name", "c" + random.nextInt(3)));
    references(set, "return", random);
    maybe(
        random,
        () -> {
          ArrayNode lines = set.putArray("line_items");
          int first = random.nextInt(2);
          for (int id = first; id < first + 1 + random.nextInt(2); id++) {
            ObjectNode line = lines.addObject().put("id", Integer.toString(id));
            List<String> statuses = Statuses.of("return");
            maybe(random, () -> line.put("status", statuses.get(random.nextInt(statuses.size()))));
            line.put("quantity", 1 + random.nextInt(3));
          }
        });
  }

  private static void references(ObjectNode set, String first, Random random) {
    maybe(
        random,
        () -> {
          ArrayNode references = set.putArray("partner_refs");
          references.addObject().put("type", first).put("value", "x1");
          maybe(
              random,
              () ->
                  references
                      .addObject()
                      .put("type", "alias")
                      .put("value", "a" + random.nextInt(3)));
        });
  }

  private static void money(ObjectNode set, String name, Random random) {
    set.putObject(name).put("amount", random.nextInt(500)).put("currency", "USD");
  }

  private static void maybe(Random random, Runnable what) {
    if (random.nextBoolean()) {
      what.run();
    }
  }
}
