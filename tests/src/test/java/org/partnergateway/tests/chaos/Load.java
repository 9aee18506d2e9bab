package org.partnergateway.tests.chaos;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.partnergateway.tests.history.Entry;
import org.partnergateway.tests.history.HistoryWriter;
import org.partnergateway.tests.simulators.AmazonOrderBook;

/**
 * Begins stories and messages at their rates. What is behind by a lack of gateways is not made up
 * for: so many stories may be under way at once.
 */
final class Load {
  private static final int MOST_AT_ONCE = 120;
  private static final int MOST_MESSAGES_WAITING = 400;
  private static final int STORIES_A_NEW_ORDER = 25;

  private final ChaosOptions options;
  private final Stories stories;
  private final Deliveries deliveries;
  private final AmazonOrderBook book;
  private final Events events;
  private final HistoryWriter history;
  private final List<String> orders = new CopyOnWriteArrayList<>();
  private final Semaphore free = new Semaphore(MOST_AT_ONCE);
  private final AtomicLong begun = new AtomicLong();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final Thread storyThread = Thread.ofPlatform().name("stories").unstarted(this::begin);
  private final Thread messageThread = Thread.ofPlatform().name("messages").unstarted(this::tell);

  Load(
      ChaosOptions options,
      Stories stories,
      Deliveries deliveries,
      AmazonOrderBook book,
      Events events,
      HistoryWriter history) {
    this.options = options;
    this.stories = stories;
    this.deliveries = deliveries;
    this.book = book;
    this.events = events;
    this.history = history;
  }

  /** A buyer places an order. */
  void place() {
    history.add(new Entry.Placed("amazon", book.place()));
  }

  void start() {
    storyThread.start();
    messageThread.start();
  }

  /** Nothing new begins any more; what has begun goes on. */
  void stop() throws InterruptedException {
    stopped.set(true);
    storyThread.join();
    messageThread.join();
  }

  /** How many stories are under way. */
  int open() {
    return MOST_AT_ONCE - free.availablePermits();
  }

  long begun() {
    return begun.get();
  }

  private void begin() {
    Random random = new Random(options.seed());
    long pause = Math.round(1e9 / options.storiesPerSecond());
    try {
      for (long next = System.nanoTime(); !stopped.get(); next = after(next, pause)) {
        String order = events.nextOrder();
        if (order != null) {
          orders.add(order);
          run(() -> stories.order(order, new Random(order.hashCode())));
        }
        if (orders.isEmpty()) {
          continue;
        }
        long number = begun.incrementAndGet();
        Random own = new Random(random.nextLong());
        if (number % ChaosOptions.STORIES_A_PARCEL == 0) {
          run(() -> stories.parcel(own));
        } else {
          String of = orders.get(random.nextInt(orders.size()));
          run(() -> stories.payment(of, own));
        }
        if (number % STORIES_A_NEW_ORDER == 0) {
          place();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell() {
    long pause = Math.round(1e9 / options.messagesPerSecond());
    try {
      for (long next = System.nanoTime(); !stopped.get(); next = after(next, pause)) {
        if (deliveries.open() < MOST_MESSAGES_WAITING) {
          stories.message();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the next beat; beats that were missed are made up for, a second's worth at most. */
  private static long after(long last, long pause) throws InterruptedException {
    long next = Math.max(last + pause, System.nanoTime() - 1_000_000_000L);
    long wait = next - System.nanoTime();
    if (wait > 0) {
      Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
    }
    return next;
  }

  @FunctionalInterface
  private interface Story {
    void tell() throws InterruptedException;
  }

  private void run(Story story) throws InterruptedException {
    free.acquire();
    Thread.ofVirtual()
        .name("story")
        .start(
            () -> {
              try {
                story.tell();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                free.release();
              }
            });
  }
}
