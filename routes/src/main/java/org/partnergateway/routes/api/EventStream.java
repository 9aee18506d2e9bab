package org.partnergateway.routes.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.admission.HeldRequest;
import org.partnergateway.routes.events.CloudEvents;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.AnswerStream;
import org.partnergateway.routes.store.events.Event;
import org.partnergateway.routes.store.events.EventBell;
import org.partnergateway.routes.store.events.EventBell.Listener;
import org.partnergateway.routes.store.events.EventPage;
import org.partnergateway.routes.store.events.EventReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Server-sent events: each with its cursor as {@code id}, so that a client goes on where it was by
 * {@code Last-Event-ID}. What is held for one client is a page as it goes out.
 */
final class EventStream implements AnswerStream {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final String MEDIA_TYPE = "text/event-stream";
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** Events in a page. */
  private static final int PAGE = 50;

  /** How soon a client comes back whose stream has ended, in milliseconds. */
  private static final String RETRY = "retry: 1000\n\n";

  private final EventReader events;
  private final EventBell bell;
  private final HeldReaders readers;
  private final Listener listener;
  private final @Nullable String type;
  private @Nullable String cursor;

  private EventStream(
      EventReader events,
      EventBell bell,
      HeldReaders readers,
      @Nullable String type,
      @Nullable String cursor) {
    this.events = events;
    this.bell = bell;
    this.readers = readers;
    this.listener = bell.listen();
    this.type = type;
    this.cursor = cursor;
  }

  /** Whether {@code Accept} names server-sent events. */
  static boolean isWanted(@Nullable String accept) {
    return accept != null
        && Arrays.stream(accept.split(","))
            .map(range -> range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
            .anyMatch(MEDIA_TYPE::equals);
  }

  /**
   * @throws org.partnergateway.routes.http.ProblemException when the cursor is unknown or too old,
   *     or there are streams enough
   */
  static Answer of(ApiRequest request, EventReader events, EventBell bell, HeldReaders readers)
      throws InterruptedException {
    String last = request.header("last-event-id");
    EventStream stream =
        new EventStream(
            events,
            bell,
            readers,
            request.queryParameter("type"),
            last == null ? Paging.cursor(request) : last);
    readers.enter();
    try {
      readers.inTurn(() -> Paging.read(() -> stream.read(1)));
    } catch (RuntimeException | InterruptedException e) {
      readers.leave();
      throw e;
    }
    return Answer.stream(MEDIA_TYPE, stream).withHeaders(Map.of("Cache-Control", "no-store"));
  }

  private EventPage read(int most) {
    return events.read(cursor, most, type);
  }

  @Override
  public void write(Sink sink) throws Exception {
    try {
      HeldRequest held = HeldRequest.begin(bell::ring);
      sink.write(bytes(RETRY));
      long beat = System.nanoTime();
      while (!held.isGone() && !bell.isClosed()) {
        Turn turn = readers.inTurn(this::turn);
        if (turn.frames().length > 0) {
          sink.write(turn.frames());
          beat = System.nanoTime();
        }
        if (!turn.more()) {
          listener.await(HEARTBEAT.minusNanos(System.nanoTime() - beat));
        }
        if (System.nanoTime() - beat >= HEARTBEAT.toNanos()) {
          sink.write(heartbeat());
          beat = System.nanoTime();
        }
      }
    } catch (DataAccessException | TransactionException e) {
      // The client comes back by itself, and goes on where it was.
      LOG.warn("a stream of events is ended, since the store can't be read: {}", e.getMessage());
    } finally {
      readers.leave();
    }
  }

  /**
   * @param frames empty when there was nothing
   * @param more whether to go on at once
   */
  private record Turn(byte[] frames, boolean more) {}

  /** Reads on, and keeps only what is to be sent. */
  private Turn turn() {
    EventPage page = read(PAGE);
    StringBuilder frames = new StringBuilder();
    for (int i = 0; i < page.events().size(); i++) {
      Event event = page.events().get(i);
      frames.append("id: ").append(page.cursors().get(i));
      frames.append("\nevent: ").append(event.type());
      frames.append("\ndata: ").append(json(event)).append("\n\n");
    }
    cursor = page.cursor();
    return new Turn(bytes(frames.toString()), page.more());
  }

  /** A comment, and how far the client is by now, also where nothing was of its type. */
  private byte[] heartbeat() {
    return bytes(": no news\nid: " + cursor + "\n\n");
  }

  /** On one line: JSON as we write it has no other line breaks than escaped ones. */
  private static String json(Event event) {
    return new String(StrictJson.write(CloudEvents.envelope(event)), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
