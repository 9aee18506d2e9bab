package org.partnergateway.contracts.edi;

import io.xlate.edi.stream.EDIStreamValidationError;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One way in which what came breaks its schema, with its place.
 *
 * @param segment where in the transaction, from 1 for its header; 0 outside of transactions
 * @param tag the segment, or the one that is missing
 * @param loop the first segment of the loop that it is in; null outside of loops
 * @param element its position in the segment from 1; 0 when it is about the segment
 * @param component its position in the element from 1; 0 when it is about the element
 * @param repetition from 1; 0 where there is none
 * @param reference the data element's number in the standard; null where it has none
 * @param value what stands there; null for nothing
 */
public record EdiFault(
    Kind kind,
    int segment,
    String tag,
    @Nullable String loop,
    int element,
    int component,
    int repetition,
    @Nullable String reference,
    @Nullable String value) {

  /** What is wrong, in the words of adapter files, with the codes of both standards. */
  public enum Kind {
    /** No such segment in this transaction set. */
    UNKNOWN_SEGMENT(Level.SEGMENT, "2", "15", "isn't in the transaction set"),
    MISSING_SEGMENT(Level.SEGMENT, "3", "13", "is missing"),
    TOO_MANY_LOOPS(Level.SEGMENT, "4", "36", "begins a loop once too often"),
    TOO_MANY_SEGMENTS(Level.SEGMENT, "5", "35", "comes once too often"),
    MISPLACED_SEGMENT(Level.SEGMENT, "7", "15", "stands in the wrong place"),
    BROKEN_SEGMENT(Level.SEGMENT, "8", "12", "is broken"),
    MISSING_ELEMENT(Level.ELEMENT, "1", "13", "is missing"),
    MISSING_CONDITIONAL_ELEMENT(Level.ELEMENT, "2", "13", "is missing beside what is there"),
    TOO_MANY_ELEMENTS(Level.ELEMENT, "3", "16", "isn't in the segment"),
    ELEMENT_TOO_SHORT(Level.ELEMENT, "4", "40", "is too short"),
    ELEMENT_TOO_LONG(Level.ELEMENT, "5", "39", "is too long"),
    INVALID_CHARACTER(Level.ELEMENT, "6", "37", "has a character that its type doesn't have"),
    INVALID_CODE(Level.ELEMENT, "7", "12", "is no code of the schema"),
    INVALID_DATE(Level.ELEMENT, "8", "12", "is no date"),
    INVALID_TIME(Level.ELEMENT, "9", "12", "is no time"),
    EXCLUDED_ELEMENT(Level.ELEMENT, "10", "15", "must not be there beside what is there"),
    TOO_MANY_REPETITIONS(Level.ELEMENT, "12", "16", "is repeated once too often"),
    TOO_MANY_COMPONENTS(Level.ELEMENT, "13", "16", "has more components than its schema"),
    /** Header and trailer name different control numbers. */
    CONTROL_NUMBERS_DIFFER(Level.CONTROL, "", "28", "isn't what its header has"),
    /** The trailer counts something else than what there is. */
    COUNT_DIFFERS(Level.CONTROL, "", "29", "isn't what was counted");

    private final Level level;
    private final String x12;
    private final String edifact;
    private final String words;

    Kind(Level level, String x12, String edifact, String words) {
      this.level = level;
      this.x12 = x12;
      this.edifact = edifact;
      this.words = words;
    }

    public Level level() {
      return level;
    }

    /** Of AK304 or AK403. */
    public String x12() {
      return x12;
    }

    /** Of 0085. */
    public String edifact() {
      return edifact;
    }

    /** Reads on from the place. */
    public String words() {
      return words;
    }

    /** In adapter files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a fault is about. */
  public enum Level {
    SEGMENT,
    ELEMENT,
    CONTROL
  }

  static Kind kind(EDIStreamValidationError error) {
    return switch (error) {
      case UNRECOGNIZED_SEGMENT_ID, SEGMENT_NOT_IN_DEFINED_TRANSACTION_SET -> Kind.UNKNOWN_SEGMENT;
      case MANDATORY_SEGMENT_MISSING, CONDITIONAL_REQUIRED_SEGMENT_MISSING -> Kind.MISSING_SEGMENT;
      case LOOP_OCCURS_OVER_MAXIMUM_TIMES -> Kind.TOO_MANY_LOOPS;
      case SEGMENT_EXCEEDS_MAXIMUM_USE -> Kind.TOO_MANY_SEGMENTS;
      case UNEXPECTED_SEGMENT, SEGMENT_NOT_IN_PROPER_SEQUENCE -> Kind.MISPLACED_SEGMENT;
      case REQUIRED_DATA_ELEMENT_MISSING -> Kind.MISSING_ELEMENT;
      case CONDITIONAL_REQUIRED_DATA_ELEMENT_MISSING -> Kind.MISSING_CONDITIONAL_ELEMENT;
      case TOO_MANY_DATA_ELEMENTS -> Kind.TOO_MANY_ELEMENTS;
      case DATA_ELEMENT_TOO_SHORT -> Kind.ELEMENT_TOO_SHORT;
      case DATA_ELEMENT_TOO_LONG -> Kind.ELEMENT_TOO_LONG;
      case INVALID_CHARACTER_DATA -> Kind.INVALID_CHARACTER;
      case INVALID_CODE_VALUE -> Kind.INVALID_CODE;
      case INVALID_DATE -> Kind.INVALID_DATE;
      case INVALID_TIME -> Kind.INVALID_TIME;
      case EXCLUSION_CONDITION_VIOLATED -> Kind.EXCLUDED_ELEMENT;
      case TOO_MANY_REPETITIONS -> Kind.TOO_MANY_REPETITIONS;
      case TOO_MANY_COMPONENTS -> Kind.TOO_MANY_COMPONENTS;
      case CONTROL_REFERENCE_MISMATCH -> Kind.CONTROL_NUMBERS_DIFFER;
      case CONTROL_COUNT_DOES_NOT_MATCH_ACTUAL_COUNT -> Kind.COUNT_DIFFERS;
      default -> Kind.BROKEN_SEGMENT;
    };
  }

  /** Where it is, such as {@code PO107 in segment 12}. */
  public String place() {
    StringBuilder place = new StringBuilder(tag);
    if (element > 0) {
      place.append(element < 10 ? "0" : "").append(element);
    }
    if (component > 0) {
      place.append('-').append(component);
    }
    return segment > 0 ? place + " in segment " + segment : place.toString();
  }

  @Override
  public String toString() {
    return place() + " " + kind.words() + (value == null ? "" : ": " + value);
  }
}
