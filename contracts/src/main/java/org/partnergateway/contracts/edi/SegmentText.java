package org.partnergateway.contracts.edi;

import java.util.List;

/** Puts segments together: what is empty at their ends is left out, delimiters are escaped. */
final class SegmentText {
  private final EdiDelimiters delimiters;
  private final StringBuilder text = new StringBuilder();
  private int segments;

  SegmentText(EdiDelimiters delimiters) {
    this.delimiters = delimiters;
  }

  /**
   * @param elements each a text, or a list of components or repetitions as it was put together by
   *     {@link #join}
   */
  void segment(String tag, List<String> elements) {
    text.append(tag);
    int end = elements.size();
    while (end > 0 && elements.get(end - 1).isEmpty()) {
      end--;
    }
    for (String element : elements.subList(0, end)) {
      text.append(delimiters.element()).append(element);
    }
    text.append(delimiters.segment());
    segments++;
  }

  /** Components, or repetitions, as one element. */
  static String join(List<String> parts, char delimiter) {
    int end = parts.size();
    while (end > 0 && parts.get(end - 1).isEmpty()) {
      end--;
    }
    return String.join(String.valueOf(delimiter), parts.subList(0, end));
  }

  /** With the release character before what would be a delimiter, where there is one. */
  String escaped(String value) {
    if (delimiters.release() == ' ') {
      return value;
    }
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (delimiters.has(c) || c == delimiters.release()) {
        escaped.append(delimiters.release());
      }
      escaped.append(c);
    }
    return escaped.toString();
  }

  int segments() {
    return segments;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
