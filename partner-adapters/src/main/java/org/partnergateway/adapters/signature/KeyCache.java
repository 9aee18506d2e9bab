package org.partnergateway.adapters.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys by what messages call them. Anybody can name keys that don't exist, so few are asked for at
 * a time, and few a minute; that never stands in the way of one that is known.
 */
final class KeyCache<K> {
  private static final Logger LOG = LoggerFactory.getLogger(KeyCache.class);

  /** More fetches than this in a minute are refused. */
  static final int MOST_FETCHES = 30;

  /** For how long it is remembered that there is no such key. */
  static final Duration KEEP_REFUSAL = Duration.ofMinutes(1);

  private static final int MOST_KEYS = 64;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Fetch<K> fetch;
  private final Duration keepFor;
  private final Map<String, Entry<K>> entries = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock.
  private Instant minute = Instant.EPOCH;
  private int fetches;

  /** How a key is got. */
  interface Fetch<K> {
    K fetch(String name, Instant now) throws KeyUnavailableException, KeyRefusedException;
  }

  private record Entry<K>(@Nullable K key, @Nullable KeyRefusedException refusal, Instant until) {
    K get() throws KeyRefusedException {
      if (refusal != null) {
        throw refusal;
      }
      if (key == null) {
        throw new IllegalStateException("An entry is a key or a refusal");
      }
      return key;
    }
  }

  KeyCache(Duration keepFor, Fetch<K> fetch) {
    this.keepFor = keepFor;
    this.fetch = fetch;
  }

  K get(String name, Instant now) throws KeyUnavailableException, KeyRefusedException {
    Entry<K> entry = current(name, now);
    return entry == null ? fetched(name, now) : entry.get();
  }

  private K fetched(String name, Instant now) throws KeyUnavailableException, KeyRefusedException {
    try {
      if (!lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new KeyUnavailableException("The key could not be fetched in time.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeyUnavailableException("The gateway was told to stop.");
    }
    try {
      Entry<K> entry = current(name, now);
      if (entry == null) {
        entry = fetchNow(name, now);
        makeRoom(now);
        entries.put(name, entry);
      }
      return entry.get();
    } finally {
      lock.unlock();
    }
  }

  private Entry<K> fetchNow(String name, Instant now) throws KeyUnavailableException {
    if (Duration.between(minute, now).compareTo(MINUTE) >= 0) {
      minute = now;
      fetches = 0;
    }
    if (++fetches > MOST_FETCHES) {
      throw new KeyUnavailableException("Too many keys were asked for within a minute.");
    }
    try {
      return new Entry<>(fetch.fetch(name, now), null, now.plus(keepFor));
    } catch (KeyRefusedException e) {
      return new Entry<>(null, e, now.plus(KEEP_REFUSAL));
    } catch (KeyUnavailableException e) {
      LOG.warn("A key that messages are verified by can't be had: {}", e.getMessage());
      throw e;
    }
  }

  private @Nullable Entry<K> current(String name, Instant now) {
    Entry<K> entry = entries.get(name);
    return entry != null && now.isBefore(entry.until()) ? entry : null;
  }

  /** What doesn't exist goes first: a flood of that must not push out what is in use. */
  private void makeRoom(Instant now) {
    entries.values().removeIf(entry -> !now.isBefore(entry.until()));
    if (entries.size() >= MOST_KEYS) {
      entries.entrySet().stream()
          .min(
              Comparator.comparing((Map.Entry<String, Entry<K>> e) -> e.getValue().key() != null)
                  .thenComparing(e -> e.getValue().until()))
          .ifPresent(oldest -> entries.remove(oldest.getKey()));
    }
  }
}
