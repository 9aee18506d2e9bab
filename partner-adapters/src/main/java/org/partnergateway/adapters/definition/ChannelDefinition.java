package org.partnergateway.adapters.definition;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How files come from a partner and go to it.
 *
 * @param carrier what carries them
 * @param files who takes what comes, in order; empty when nothing comes
 * @param namesComeAgain whether other content may come under a name that came before
 */
public record ChannelDefinition(
    String name, Carrier carrier, List<FileRule> files, boolean namesComeAgain) {
  /** Copies the list. */
  public ChannelDefinition {
    files = List.copyOf(files);
  }

  /**
   * Who takes the files of a name.
   *
   * @param handler the handler's word
   * @param pattern of names, with {@code *} and {@code ?}
   */
  public record FileRule(String handler, String pattern) {}

  /** What carries files. Texts that the operator says are known in {@link Channel}. */
  public sealed interface Carrier {}

  /**
   * A directory of the partner's.
   *
   * @param username name of the credential
   * @param password name of the credential; null when a key proves who we are
   * @param privateKey name of the credential; null when a password does
   * @param hostKeys any of which will do
   * @param in where the partner leaves files, and where they go from there; null when none come
   * @param out null when none are sent
   */
  public record Sftp(
      TextSource host,
      TextSource port,
      String username,
      @Nullable String password,
      @Nullable String privateKey,
      List<TextSource> hostKeys,
      @Nullable Incoming in,
      @Nullable String out)
      implements Carrier {
    /** The port where the file names none. */
    public static final String DEFAULT_PORT = "22";

    /** Copies the list. */
    public Sftp {
      hostKeys = List.copyOf(hostKeys);
    }
  }

  /**
   * Where files come from.
   *
   * @param every from one look to the next
   */
  public record Incoming(
      String directory, String processed, String refused, Duration every, Whole whole) {
    /** How often, where the file says nothing. */
    public static final Duration DEFAULT_EVERY = Duration.ofMinutes(1);
  }

  /** How it is known that a file is whole. */
  public sealed interface Whole {
    /** What holds where the file says nothing. */
    Whole DEFAULT = new Unchanged(2);

    /** Size and time are the same for so many looks. */
    record Unchanged(int looks) implements Whole {}

    /** Until then its name has one of these ends. */
    record Renamed(List<String> suffixes) implements Whole {
      /** Copies the list. */
      public Renamed {
        suffixes = List.copyOf(suffixes);
      }
    }

    /** A file beside it, by its name and this end, says so. */
    record Marker(String suffix) implements Whole {}
  }

  /**
   * AS2 by RFC 4130.
   *
   * @param ourKey name of the credential with key and certificate
   * @param ourPreviousKey name of the optional credential; null for none
   * @param theirCertificates any of which may sign while it is valid
   * @param encryption such as {@code aes256-cbc}
   * @param digest such as {@code sha-256}
   * @param receiptUrl where receipts that come later go; null when they are the answer
   * @param receiptWithin how long one that comes later is waited for
   */
  public record As2(
      TextSource url,
      TextSource ourId,
      TextSource theirId,
      String ourKey,
      @Nullable String ourPreviousKey,
      List<TextSource> theirCertificates,
      String encryption,
      String digest,
      boolean compression,
      @Nullable TextSource receiptUrl,
      Duration receiptWithin)
      implements Carrier {
    /** Where the file says nothing. */
    public static final String DEFAULT_ENCRYPTION = "aes256-cbc";

    /** Where the file says nothing. */
    public static final String DEFAULT_DIGEST = "sha-256";

    /** Where the file says nothing. */
    public static final Duration DEFAULT_RECEIPT_WITHIN = Duration.ofMinutes(10);

    /** Copies the list. */
    public As2 {
      theirCertificates = List.copyOf(theirCertificates);
    }
  }
}
