package org.partnergateway.routes.store.files;

import java.util.Locale;

/** What became of a file. */
public enum FileStatus {
  /** It came, and is still to be taken. */
  RECEIVED,
  /** It came and was taken. */
  TAKEN,
  /** It came and is not what it should be; it is kept. */
  REFUSED,
  /** It is to go. */
  WAITING,
  /** It has gone, and the partner has it. */
  CARRIED,
  /** It could not be taken, or could not go, however often that was tried. */
  FAILED;

  /** The word in columns and answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of that word. */
  public static FileStatus of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Where a file of that direction begins. */
  public static FileStatus begins(FileDirection direction) {
    return direction == FileDirection.IN ? RECEIVED : WAITING;
  }
}
