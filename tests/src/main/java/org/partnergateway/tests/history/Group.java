package org.partnergateway.tests.history;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * All that the history says about one thing, in its order.
 *
 * @param about what it is about, such as {@code resource pay_01}
 */
record Group(String about, List<Entry> entries, Consumer<Finding> findings) {

  /** The entries of one kind, in order. */
  <T extends Entry> List<T> all(Class<T> kind) {
    return stream(kind).toList();
  }

  <T extends Entry> Stream<T> stream(Class<T> kind) {
    return entries.stream().filter(kind::isInstance).map(kind::cast);
  }

  boolean has(Class<? extends Entry> kind) {
    return entries.stream().anyMatch(kind::isInstance);
  }

  void found(Finding.Lie lie, String why, Object... values) {
    findings.accept(new Finding(lie, about, why.formatted(values)));
  }
}
