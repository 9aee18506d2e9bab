package org.partnergateway.routes.batches.upload;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.batches.rows.FileRefusedException;

/** A compressed file as it is read, unless it grows as only a bomb does. */
public final class Inflated extends InputStream {
  private static final int BUFFER = 65_536;

  /** What tables of text compress to is a tenth, seldom a thirtieth. */
  private static final long MOST_GROWTH = 200;

  /** What may grow as it likes. */
  private static final long HARMLESS = 16L << 20;

  private final Counted compressed;
  private final InputStream inflated;
  private long size;

  private Inflated(InputStream in) throws IOException {
    compressed = new Counted(in);
    inflated = new GZIPInputStream(compressed, BUFFER);
  }

  /**
   * @param encoding as {@code Content-Encoding} says; null for none
   * @throws FileRefusedException when it isn't that, or something that isn't known
   */
  public static InputStream of(InputStream in, @Nullable String encoding) throws IOException {
    if (encoding == null || encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity")) {
      return in;
    }
    if (!encoding.strip().equalsIgnoreCase("gzip")) {
      throw new FileRefusedException(
          "The Content-Encoding is not known; send gzip, or the file as it is.");
    }
    try {
      return new Inflated(in);
    } catch (ZipException | EOFException e) {
      throw new FileRefusedException("The file is not gzip, as its Content-Encoding says.");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count;
    try {
      count = inflated.read(into, offset, length);
    } catch (ZipException e) {
      throw new FileRefusedException("The gzip data is broken after %d bytes.".formatted(size));
    } catch (EOFException e) {
      throw new FileRefusedException("The gzip data ends before its end.");
    }
    size += Math.max(0, count);
    if (size > HARMLESS && size > MOST_GROWTH * compressed.count) {
      throw new FileRefusedException(
          FileRefusedException.Reason.TOO_LARGE,
          "The file grows to more than %d times its size when it is inflated; send it as it is."
              .formatted(MOST_GROWTH));
    }
    return count;
  }

  private static final class Counted extends InputStream {
    private final InputStream in;
    private long count;

    Counted(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      count += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = in.read(into, offset, length);
      count += Math.max(0, read);
      return read;
    }

    /** So that what follows on the first member is read, too. */
    @Override
    public int available() throws IOException {
      return 1;
    }
  }
}
