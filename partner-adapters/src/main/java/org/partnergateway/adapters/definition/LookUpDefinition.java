package org.partnergateway.adapters.definition;

import java.time.Duration;
import java.util.List;

/**
 * How to find out what became of a write whose answer never came.
 *
 * @param operation the operation that looks; its answer says found, absent or unclear
 * @param after the pauses before each look, the first counted from when the doubt began; after the
 *     last a person has to look
 * @param settlesIn for how long the partner may still be at work, so that "absent" says nothing
 * @param absenceIsFinal whether what is absent after that has certainly not been done, so that the
 *     write may be sent again
 */
public record LookUpDefinition(
    String operation, List<Duration> after, Duration settlesIn, boolean absenceIsFinal) {
  /** Where the adapter file says nothing. */
  public static final List<Duration> DEFAULT_AFTER =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30));

  /** Where the adapter file says nothing. */
  public static final Duration DEFAULT_SETTLES_IN = Duration.ofMinutes(10);

  /** Copies the list. */
  public LookUpDefinition {
    after = List.copyOf(after);
  }
}
