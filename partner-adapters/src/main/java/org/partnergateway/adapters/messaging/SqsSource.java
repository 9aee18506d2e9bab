package org.partnergateway.adapters.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.contracts.json.StrictJson;

/**
 * A queue of Amazon SQS, or of whatever speaks its JSON protocol. What is received is hidden from
 * other readers for a minute, so that replicas share the queue.
 */
public final class SqsSource implements MessageSource {
  /** As many as the protocol lets come together. */
  private static final int AT_ONCE = 10;

  /** Longer than it takes to keep them. */
  private static final Duration OURS_FOR = Duration.ofSeconds(60);

  /** As long as the protocol lets us wait. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final SqsCalls calls;

  public SqsSource(SqsCalls calls) {
    this.calls = calls;
  }

  @Override
  public List<ReadMessage> receive(Duration wait) throws SourceAwayException, InterruptedException {
    Duration asked = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    ObjectNode request = StrictJson.nodes().objectNode();
    request.put("MaxNumberOfMessages", AT_ONCE);
    request.put("WaitTimeSeconds", asked.toSeconds());
    request.put("VisibilityTimeout", OURS_FOR.toSeconds());
    JsonNode answer = calls.call("ReceiveMessage", request, asked);
    List<ReadMessage> messages = new ArrayList<>();
    for (JsonNode message : answer.path("Messages")) {
      messages.add(
          new ReadMessage(
              message.path("ReceiptHandle").asText(),
              message.path("Body").asText().getBytes(StandardCharsets.UTF_8)));
    }
    return messages;
  }

  @Override
  public void acknowledge(List<ReadMessage> messages)
      throws SourceAwayException, InterruptedException {
    for (int from = 0; from < messages.size(); from += AT_ONCE) {
      ObjectNode request = StrictJson.nodes().objectNode();
      entries(request, messages.subList(from, Math.min(messages.size(), from + AT_ONCE)));
      JsonNode failed = calls.call("DeleteMessageBatch", request, Duration.ZERO).path("Failed");
      if (!failed.isEmpty()) {
        throw new SourceAwayException(
            "%d messages were not deleted: %s"
                .formatted(failed.size(), failed.get(0).path("Code").asText()),
            null);
      }
    }
  }

  @Override
  public void giveBack(List<ReadMessage> messages) throws InterruptedException {
    ObjectNode request = StrictJson.nodes().objectNode();
    for (JsonNode entry :
        entries(request, messages.subList(0, Math.min(AT_ONCE, messages.size())))) {
      ((ObjectNode) entry).put("VisibilityTimeout", 0);
    }
    try {
      calls.call("ChangeMessageVisibilityBatch", request, Duration.ZERO);
    } catch (SourceAwayException e) {
      // Their minute ends by itself.
      System.getLogger(SqsSource.class.getName())
          .log(System.Logger.Level.DEBUG, "not given back", e);
    }
  }

  private static ArrayNode entries(ObjectNode request, List<ReadMessage> messages) {
    ArrayNode entries = request.putArray("Entries");
    for (int i = 0; i < messages.size(); i++) {
      entries.addObject().put("Id", "m" + i).put("ReceiptHandle", messages.get(i).receipt());
    }
    return entries;
  }

  @Override
  public void close() {
    calls.close();
  }
}
