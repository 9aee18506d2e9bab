package org.partnergateway.routes.store.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.inbox.InboxQueue.Waiting;

@Timeout(30)
class InboxQueueTest {
  private static final int MOST = 256;

  private final InboxQueue queue = new InboxQueue(100);
  private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    queue.close();
    writers.close();
  }

  @Test
  void theFirstMessageIsTakenAtOnce() throws Exception {
    Future<List<Waiting>> writer = waitingWriter();
    add(1);
    assertThat(writer.get()).hasSize(1);
  }

  @Test
  void aFewMoreWaitUntilTheBatchBeforeThemIsStored() throws Exception {
    add(1);
    queue.take(MOST);
    Future<List<Waiting>> second = waitingWriter();
    add(InboxQueue.WORTH_ANOTHER - 1);
    assertThat(second).isNotDone();

    queue.stored();
    assertThat(second.get()).hasSize(InboxQueue.WORTH_ANOTHER - 1);
  }

  @Test
  void asManyAsAreWorthACommitOfTheirOwnDoNotWait() throws Exception {
    add(1);
    queue.take(MOST);
    Future<List<Waiting>> second = waitingWriter();
    add(InboxQueue.WORTH_ANOTHER);
    assertThat(second.get()).hasSize(InboxQueue.WORTH_ANOTHER);
  }

  @Test
  void moreThanOneBatchIsSharedByTwoWriters() throws Exception {
    Future<List<Waiting>> first = waitingWriter(10);
    add(1);
    assertThat(first.get()).hasSize(1);
    add(10 + InboxQueue.WORTH_ANOTHER);
    assertThat(queue.take(10)).hasSize(10);
    assertThat(queue.take(MOST)).hasSize(InboxQueue.WORTH_ANOTHER);
  }

  @Test
  void whatWaitsWhenItClosesIsStillTaken() throws Exception {
    add(1);
    queue.take(MOST);
    add(3);
    queue.close();
    assertThat(queue.take(MOST)).hasSize(3);
    assertThat(queue.take(MOST)).isEmpty();
  }

  @Test
  void itHoldsNoMoreThanItsCapacity() {
    add(100);
    assertThatThrownBy(() -> add(1)).isInstanceOf(InboxFull.class);
  }

  private Future<List<Waiting>> waitingWriter() throws Exception {
    return waitingWriter(MOST);
  }

  /** A writer that has come to wait for messages. */
  private Future<List<Waiting>> waitingWriter(int most) throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    Future<List<Waiting>> taken =
        writers.submit(
            () -> {
              thread.complete(Thread.currentThread());
              return queue.take(most);
            });
    while (thread.get().getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return taken;
  }

  private void add(int messages) {
    for (int i = 0; i < messages; i++) {
      byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
      queue.add(
          new InboundMessage(
              "partner",
              "webhook",
              "message",
              JsonNodeFactory.instance.objectNode(),
              body,
              Fingerprint.of(body),
              Instant.EPOCH));
    }
  }
}
