package org.partnergateway.routes.files;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.routes.store.files.FileLooks;
import org.partnergateway.routes.store.files.PartnerFiles;

/** Forgets files that were settled long ago. */
public final class FileRetention implements Runnable {
  /** So long a partner may leave the same file once more, or repeat a message. */
  static final Duration SHORTEST = Duration.ofDays(7);

  private static final int STEP = 100;

  private final PartnerFiles files;
  private final FileLooks looks;
  private final Duration keepFor;
  private final InstantSource clock;

  public FileRetention(PartnerFiles files, FileLooks looks, Duration keepFor, InstantSource clock) {
    this.files = files;
    this.looks = looks;
    this.keepFor = keepFor;
    this.clock = clock;
  }

  /** Adds a problem when files would be forgotten that may come again. */
  public static void check(Duration keepFor, Problems problems) {
    if (keepFor.compareTo(SHORTEST) < 0) {
      problems.add(
          Problem.ofFile(
              "gateway.files.keep-for",
              "is %s and must be %dd at least, since partners repeat what they sent"
                  .formatted(keepFor, SHORTEST.toDays())));
    }
  }

  @Override
  public void run() {
    Instant before = clock.instant().minus(keepFor);
    looks.forgetBefore(before);
    while (files.forgetBefore(before, STEP) == STEP && !Thread.currentThread().isInterrupted()) {
      // There may be more.
    }
  }
}
