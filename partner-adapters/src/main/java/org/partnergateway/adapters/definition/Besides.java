package org.partnergateway.adapters.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to an operation besides its one request.
 *
 * @param steps operations asked before it, in their order, each given the answers of those before;
 *     only the operation itself takes effect
 * @param link how a link is followed that its request mapping gives; null when it may give none
 * @param documents the operation that fetches papers which its answer names by link; null for none
 * @param settlesBy the operation that tells what became of it when the partner answers that it is
 *     at work on it, and when to ask; null when its answer is its outcome
 * @param unpacks whether what a link leads to may be packed with gzip, and is JSON
 */
public record Besides(
    List<String> steps,
    @Nullable LinkAuth link,
    @Nullable String documents,
    @Nullable LookUpDefinition settlesBy,
    boolean unpacks) {
  /** Where the adapter file says nothing. */
  public static final Besides NOTHING = new Besides(List.of(), null, null, null);

  /** One whose answers are packed in no way of their own. */
  public Besides(
      List<String> steps,
      @Nullable LinkAuth link,
      @Nullable String documents,
      @Nullable LookUpDefinition settlesBy) {
    this(steps, link, documents, settlesBy, false);
  }

  /** Copies the list. */
  public Besides {
    steps = List.copyOf(steps);
  }

  /** Who is said to follow a link. */
  public enum LinkAuth {
    /** We, as with any other request to the partner. */
    PARTNER,
    /** Nobody: the link itself is the proof, and ours is none of its host's business. */
    NONE
  }
}
