package org.partnergateway.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.ledger.DocumentMerge.Merged;

/**
 * Answers and webhooks of the same captures and refunds, in every order in which they may come, end
 * the same.
 */
class ReconciliationTest {
  private static final DocumentMerge MERGE = new DocumentMerge(Statuses.rules());
  private static final Instant BEGIN = Instant.parse("2026-11-23T02:00:00Z");

  /**
   * One piece of news, such as {@code webhook@5 captured captured=1000}: who tells it, the second
   * that it is of, the status and the sum that it tells; a dash for no status.
   */
  private static News news(String text, int heard) {
    String[] words = text.strip().split(" ");
    String[] source = words[0].split("@");
    ObjectNode set = StrictJson.nodes().objectNode();
    if (!words[1].equals("-")) {
      set.put("status", words[1]);
    }
    for (int i = 2; i < words.length; i++) {
      String[] sum = words[i].split("=");
      set.putObject(sum[0] + "_amount")
          .put("amount", Long.parseLong(sum[1]))
          .put("currency", "USD");
    }
    return new News(
        set,
        BEGIN.plusSeconds(Long.parseLong(source[1])),
        BEGIN.plusSeconds(100 + heard),
        !source[0].equals("webhook"));
  }

  private static String told(String kind, String first, List<String> all) {
    Merged now =
        new Merged(
            StrictJson.nodes().objectNode().put("id", "x").put("status", first),
            Standing.begun(first),
            null);
    for (int i = 0; i < all.size(); i++) {
      now = MERGE.merge(kind, now.document(), now.standing(), news(all.get(i), i));
    }
    StringBuilder end = new StringBuilder(now.document().path("status").asText());
    for (String sum : List.of("captured", "refunded")) {
      long amount = now.document().path(sum + "_amount").path("amount").asLong();
      if (amount > 0) {
        end.append(' ').append(sum).append('=').append(amount);
      }
    }
    return end.toString();
  }

  private static void everyOrder(List<String> done, List<String> left, List<List<String>> into) {
    if (left.isEmpty()) {
      into.add(done);
    }
    for (int i = 0; i < left.size(); i++) {
      List<String> more = new ArrayList<>(done);
      more.add(left.get(i));
      List<String> fewer = new ArrayList<>(left);
      fewer.remove(i);
      everyOrder(more, fewer, into);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          all at once              | payment | answer@1 authorized; answer@3 captured captured=1000; webhook@2 captured captured=1000 | captured captured=1000
          a part, the rest waits   | payment | answer@1 authorized; answer@3 partially_captured captured=300; webhook@2 partially_captured captured=300 | partially_captured captured=300
          a part, the rest is free | payment | answer@1 authorized; answer@3 captured captured=300; webhook@2 captured captured=300 | captured captured=300
          two parts                | payment | answer@1 authorized; answer@3 partially_captured captured=300; webhook@2 partially_captured captured=300; answer@6 captured captured=1000; webhook@5 captured captured=1000 | captured captured=1000
          three parts, told late   | payment | answer@3 partially_captured captured=300; answer@5 partially_captured captured=500; webhook@4 partially_captured captured=500; answer@8 partially_captured captured=600; webhook@2 partially_captured captured=300 | partially_captured captured=600
          no answer to a part      | payment | answer@1 authorized; doubt@2 outcome_unknown; webhook@4 partially_captured captured=300 | partially_captured captured=300
          no answer to the last    | payment | answer@1 authorized; answer@3 partially_captured captured=300; doubt@5 outcome_unknown; webhook@6 captured captured=1000 | captured captured=1000
          a refund                 | payment | answer@3 captured captured=1000; answer@6 - refunded=200; webhook@5 captured captured=1000 refunded=200 | captured captured=1000 refunded=200
          refunds in parts         | payment | answer@3 captured captured=1000; answer@6 - refunded=200; webhook@5 captured refunded=200; answer@9 - refunded=500; webhook@8 captured refunded=500 | captured captured=1000 refunded=500
          a refund of a part taken | payment | answer@3 partially_captured captured=400; answer@6 - refunded=400; webhook@5 partially_captured refunded=400 | partially_captured captured=400 refunded=400
          done at once             | refund  | answer@2 succeeded; webhook@1 pending; webhook@3 succeeded | succeeded
          accepted, then done      | refund  | answer@2 pending; webhook@4 succeeded | succeeded
          sent back by the bank    | refund  | answer@2 succeeded; webhook@9 failed; webhook@3 succeeded | failed
          no answer, then news     | refund  | doubt@1 outcome_unknown; webhook@4 succeeded | succeeded
          """)
  void whateverOrderTheyComeIn(String name, String kind, String news, String end) {
    String first = kind.equals("payment") ? "processing" : "pending";
    List<List<String>> orders = new ArrayList<>();
    everyOrder(List.of(), List.of(news.split(";")), orders);

    for (List<String> order : orders) {
      assertThat(told(kind, first, order)).as("%s: %s", name, order).isEqualTo(end);
    }
  }
}
