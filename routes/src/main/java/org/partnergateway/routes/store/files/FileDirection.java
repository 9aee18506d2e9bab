package org.partnergateway.routes.store.files;

import java.util.Locale;

/** Which way a file goes. */
public enum FileDirection {
  /** From a partner. */
  IN,
  /** To a partner. */
  OUT;

  /** The word in columns and answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The direction of that word. */
  public static FileDirection of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
