package org.partnergateway.routes.files;

import java.time.Duration;
import org.partnergateway.routes.store.files.FileChunks;
import org.partnergateway.routes.store.files.FileLooks;
import org.partnergateway.routes.store.files.PartnerFiles;

/** What is done for files again and again. */
public final class FileWorks {
  /** From one look for what is due to the next. */
  public static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** From one clearing to the next. */
  public static final Duration FORGET_EVERY = Duration.ofMinutes(10);

  private FileWorks() {}

  /**
   * One of them, done by one process of the cluster at a time.
   *
   * @param name unique
   * @param partner whose files it is about
   * @param isLook whether it asks the partner for something
   * @param pause from the end of one run to the beginning of the next
   */
  public record Work(String name, String partner, boolean isLook, Duration pause, Runnable work) {}

  /** What all of them need. */
  public record Store(PartnerFiles files, FileChunks chunks, FileLooks looks, FileIntake intake) {}
}
