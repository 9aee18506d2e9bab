package org.partnergateway.tests.history;

/**
 * A promise that was not kept.
 *
 * @param about what it is about, such as {@code resource pay_01}
 * @param why in words
 */
public record Finding(Lie lie, String about, String why) {

  /** What can be wrong. */
  public enum Lie {
    /** Acknowledged or recorded, and never done, kept, applied or told. */
    LOST,
    /** Done, kept or told more than once. */
    DUPLICATED,
    /** A status or version went backwards. */
    REGRESSED,
    /** What was said is not what is. */
    CONTRADICTED
  }

  @Override
  public String toString() {
    return "%s: %s: %s".formatted(lie.name().toLowerCase(java.util.Locale.ROOT), about, why);
  }
}
