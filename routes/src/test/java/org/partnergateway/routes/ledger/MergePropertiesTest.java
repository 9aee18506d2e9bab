package org.partnergateway.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.ledger.DocumentMerge.Merged;

/** What holds of the merge whatever partners tell, in whatever order, however often. */
class MergePropertiesTest {
  private static final DocumentMerge MERGE = new DocumentMerge(Statuses.rules());

  /** News of one thing of a kind; null is the beginning when it begins with news itself. */
  record Story(String kind, String first, List<News> news) {}

  @Provide
  Arbitrary<Story> stories() {
    return Arbitraries.of(DocumentSchemas.KINDS)
        .flatMap(kind -> NewsArbitrary.of(kind).map(news -> new Story(kind, first(kind), news)));
  }

  private static String first(String kind) {
    return switch (kind) {
      case "payment" -> "processing";
      case "shipment" -> "purchasing";
      case "refund" -> "pending";
      case "pickup" -> "scheduling";
      case "manifest" -> "closing";
      case "inventory_level" -> "publishing";
      default -> "";
    };
  }

  // Few properties of many tries: each try is microseconds, and a miss is rare.
  @Property(tries = 8000)
  void theSameNewsEndsTheSameInWhateverOrderAndHoweverOftenItComes(
      @ForAll("stories") Story story, @ForAll Random random) {
    List<News> shuffled = new ArrayList<>(story.news());
    shuffled.addAll(story.news().subList(0, random.nextInt(story.news().size() + 1)));
    Collections.shuffle(shuffled, random);

    Merged inOrder = fold(story, story.news());
    Merged outOfOrder = fold(story, shuffled);

    assertThat(outOfOrder.document())
        .as("%s told as %s", story, shuffled)
        .isEqualTo(inOrder.document());
    assertThat(outOfOrder.statusAt()).isEqualTo(inOrder.statusAt());
  }

  @Property(tries = 4000)
  void whatWasReachedIsNeverTakenBack(@ForAll("stories") Story story) {
    Merged now = begin(story);
    int reached = Integer.MIN_VALUE;
    for (News news : story.news()) {
      Merged next = MERGE.merge(story.kind(), now.document(), now.standing(), news);
      String status = next.document().path("status").asText();
      if (!status.isEmpty() && Statuses.isRanked(story.kind(), status)) {
        int rank = Statuses.rank(story.kind(), status);
        assertThat(rank).as("%s, then %s", now, news).isGreaterThanOrEqualTo(reached);
        reached = rank;
      }
      neverShrinks(now.document(), next.document());
      now = next;
    }
  }

  private static void neverShrinks(ObjectNode before, ObjectNode after) {
    for (String sum : List.of("authorized_amount", "captured_amount", "refunded_amount")) {
      assertThat(after.path(sum).path("amount").asLong())
          .isGreaterThanOrEqualTo(before.path(sum).path("amount").asLong());
    }
    for (JsonNode reference : before.path("partner_refs")) {
      assertThat(after.path("partner_refs")).contains(reference);
    }
    for (JsonNode line : before.path("line_items")) {
      assertThat(after.path("line_items"))
          .filteredOn(one -> one.path("id").equals(line.path("id")))
          .singleElement()
          .satisfies(one -> quantitiesNeverShrink(line, one));
    }
  }

  private static void quantitiesNeverShrink(JsonNode before, JsonNode after) {
    for (String name : List.of("canceled", "fulfilled", "returned")) {
      assertThat(after.path("quantity").path(name).asInt())
          .isGreaterThanOrEqualTo(before.path("quantity").path(name).asInt());
    }
  }

  @Property(tries = 2000)
  void whatIsToldTwiceChangesNothingTheSecondTime(@ForAll("stories") Story story) {
    Merged now = begin(story);
    for (News news : story.news()) {
      Merged once = MERGE.merge(story.kind(), now.document(), now.standing(), news);
      Merged twice = MERGE.merge(story.kind(), once.document(), once.standing(), news);
      assertThat(twice.document()).as("%s", news).isEqualTo(once.document());
      assertThat(twice.standing()).isEqualTo(once.standing());
      now = once;
    }
  }

  @Property(tries = 1000)
  void whatIsKeptBesideADocumentComesBackAsItWasWritten(@ForAll("stories") Story story) {
    Standing standing = fold(story, story.news()).standing();

    assertThat(Standing.read(standing.tree())).isEqualTo(standing);
  }

  private static Merged fold(Story story, List<News> told) {
    Merged now = begin(story);
    for (News news : told) {
      now = MERGE.merge(story.kind(), now.document(), now.standing(), news);
    }
    return now;
  }

  private static Merged begin(Story story) {
    ObjectNode document = StrictJson.nodes().objectNode().put("id", "x");
    if (story.kind().equals("payment")) {
      document.putObject("amount").put("amount", 4).put("currency", "USD");
    }
    return story.first().isEmpty()
        ? new Merged(document, Standing.NOTHING, null)
        : new Merged(document.put("status", story.first()), Standing.begun(story.first()), null);
  }
}
