package org.partnergateway.routes.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * A file that a partner left or sent, as it is in the store.
 *
 * @param id starts with {@code fil_}
 * @param channel the channel's name in the partner's adapter file
 * @param name what the partner calls it
 * @param kept its content; for what may be large, see {@link #open}
 */
public record IncomingFile(
    String id, String partner, String channel, String name, FileContent kept, Instant receivedAt) {
  /** The most that {@link #content} holds in memory, in bytes. */
  public static final long LARGEST_IN_MEMORY = 64L * 1024 * 1024;

  /** A file that is in memory. */
  public IncomingFile(
      String id, String partner, String channel, String name, byte[] content, Instant receivedAt) {
    this(id, partner, channel, name, FileContent.of(content), receivedAt);
  }

  /** In bytes. */
  public long size() {
    return kept.size();
  }

  /**
   * All of it.
   *
   * @throws FileTooLargeException beyond {@link #LARGEST_IN_MEMORY}; the file is then refused
   */
  public byte[] content() {
    if (size() > LARGEST_IN_MEMORY) {
      throw new FileTooLargeException(size(), LARGEST_IN_MEMORY);
    }
    try (InputStream in = kept.open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of it, a piece at a time in memory, whatever its size. */
  public InputStream open() throws IOException {
    return kept.open();
  }
}
