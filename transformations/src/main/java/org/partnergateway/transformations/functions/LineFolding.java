package org.partnergateway.transformations.functions;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Re-flows lines so that they fit and nothing is lost. Lines stay as they are while they fit; then
 * each too long line is continued on a line of its own; only when that makes too many lines does
 * the text run on across line ends.
 */
final class LineFolding {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private LineFolding() {}

  static List<String> fold(List<String> lines, int width, int max) {
    List<String> folded = new ArrayList<>();
    for (String line : lines) {
      if (length(line) <= width) {
        folded.add(line);
      } else {
        flow(line, width, folded);
      }
    }
    if (folded.size() > max) {
      folded.clear();
      flow(String.join(" ", lines), width, folded);
    }
    if (folded.size() > max) {
      throw new ArgumentException(
          length(String.join(" ", lines))
              + " characters do not fit into "
              + max
              + " lines of "
              + width);
    }
    return folded;
  }

  private static void flow(String text, int width, List<String> into) {
    StringBuilder line = new StringBuilder();
    for (String word : BLANKS.split(text)) {
      if (!line.isEmpty() && length(line) + 1 + length(word) <= width) {
        line.append(' ').append(word);
        continue;
      }
      if (!line.isEmpty()) {
        into.add(line.toString());
        line.setLength(0);
      }
      if (length(word) <= width) {
        line.append(word);
      } else {
        breakWord(word, width, into, line);
      }
    }
    if (!line.isEmpty()) {
      into.add(line.toString());
    }
  }

  /** Scripts without spaces have their line ends between characters; the rest after a hyphen. */
  private static void breakWord(String word, int width, List<String> into, StringBuilder line) {
    BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
    breaks.setText(word);
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      String piece = word.substring(start, end);
      if (length(piece) > width) {
        throw new ArgumentException(
            "a word of " + length(piece) + " characters does not fit into lines of " + width);
      }
      if (length(line) + length(piece) > width) {
        into.add(line.toString());
        line.setLength(0);
      }
      line.append(piece);
      start = end;
    }
  }

  private static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}
