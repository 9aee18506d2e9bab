package org.partnergateway.contracts.schema;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The errors of one anyOf or oneOf about one part of the message, by alternative. */
final class Alternatives {

  private final String place;
  private final int combinator;
  private final Map<Integer, List<Error>> branches = new TreeMap<>();

  Alternatives(String place, int combinator) {
    this.place = place;
    this.combinator = combinator;
  }

  /** JSON Pointer of the part of the message. */
  String place() {
    return place;
  }

  /** Index of the combinator in the evaluation path. */
  int combinator() {
    return combinator;
  }

  Map<Integer, List<Error>> branches() {
    return branches;
  }

  void add(int branch, Error error) {
    if (branch >= 0) {
      branches.computeIfAbsent(branch, key -> new ArrayList<>()).add(error);
    }
  }

  /** Whether each alternative already fails on this keyword at the top. */
  boolean allFailOn(String keyword) {
    return branches.values().stream()
        .allMatch(errors -> errors.stream().anyMatch(error -> isAtTop(error, keyword)));
  }

  /** The errors about the part as a whole, of all alternatives. */
  List<Error> rootErrors() {
    return branches.values().stream()
        .flatMap(List::stream)
        .filter(error -> isAtTop(error, error.getKeyword()))
        .toList();
  }

  /** The errors of the alternative that the sender most likely meant. */
  List<Error> nearest() {
    return branches.values().stream().min(Comparator.comparingInt(this::distance)).orElseThrow();
  }

  /**
   * A wrong type says most that another form was meant, then a wrong fixed value (it tells forms
   * apart), then how much is wrong.
   */
  private int distance(List<Error> errors) {
    int distance = errors.size();
    for (Error error : errors) {
      if (isAtTop(error, "type")) {
        distance += 10_000;
      } else if (error.getKeyword().equals("const")) {
        distance += 100;
      }
    }
    return distance;
  }

  private boolean isAtTop(Error error, String keyword) {
    return error.getKeyword().equals(keyword)
        && error.getInstanceLocation().toString().equals(place);
  }
}
