package org.partnergateway.routes.files;

import org.jspecify.annotations.Nullable;

/** Makes of a partner's files what they are about. */
public interface FileHandler {
  /**
   * The word by which a channel's {@code files} in an adapter file name it, such as {@code
   * interchange}.
   */
  String handles();

  /**
   * Takes the file in, in the caller's transaction: what it does is done once, however often the
   * file comes.
   *
   * @return what came of it; a file that is refused is kept with the reason
   */
  Handled handle(IncomingFile file);

  /**
   * @param refusedBecause null when it was taken
   */
  record Handled(@Nullable String refusedBecause) {
    public static final Handled TAKEN = new Handled(null);
  }
}
