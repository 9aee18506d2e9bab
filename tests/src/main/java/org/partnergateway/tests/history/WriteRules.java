package org.partnergateway.tests.history;

import static org.partnergateway.tests.history.Finding.Lie.CONTRADICTED;
import static org.partnergateway.tests.history.Finding.Lie.DUPLICATED;
import static org.partnergateway.tests.history.Finding.Lie.LOST;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation: what its caller was told, what its record says and what took effect must be the
 * same story. An operation whose outcome is unknown may have had its effect, once.
 */
final class WriteRules {
  private final Group group;
  private final Entry.Operation operation;
  private final Attempts attempts;
  private final @Nullable String effect;
  private final List<Integer> deeds = new ArrayList<>();

  private WriteRules(Group group, Entry.Operation operation) {
    this.group = group;
    this.operation = operation;
    this.attempts = Attempts.of(operation.key(), group.entries());
    this.effect = Effects.of(operation.kind());
    for (int place = 0; place < group.entries().size(); place++) {
      if (group.entries().get(place) instanceof Entry.Effect one && isOurs(one)) {
        deeds.add(place);
      }
    }
  }

  /** A void names no operation at the partner, so that it is known by what was voided. */
  private boolean isOurs(Entry.Effect one) {
    return one.effect().equals(effect)
        && (one.effect().equals(Effects.VOIDS) || one.reference().equals(operation.reference()));
  }

  static void judge(Group group, Entry.Operation operation) {
    WriteRules rules = new WriteRules(group, operation);
    rules.record();
    rules.answers();
    if (rules.effect != null) {
      rules.effects();
      rules.denials();
    }
  }

  /** Asked for, and no operation was recorded. */
  static void judgeUnrecorded(Group group, String key) {
    for (Attempts.Attempt attempt : Attempts.of(key, group.entries()).all()) {
      if (attempt.said(Entry.Said.DONE)
          || attempt.said(Entry.Said.PENDING)
          || attempt.said(Entry.Said.UNKNOWN)) {
        group.found(LOST, "try %d was accepted, and no operation was recorded", attempt.number());
      }
    }
  }

  private void record() {
    switch (operation.status()) {
      case "queued", "in_flight" ->
          group.found(LOST, "%s never came to an end: it is %s", name(), operation.status());
      case "outcome_unknown", "succeeded", "declined", "failed", "dead_letter" -> {}
      default -> group.found(CONTRADICTED, "%s has the status %s", name(), operation.status());
    }
  }

  private void answers() {
    List<Attempts.Attempt> done = attempts.that(Entry.Said.DONE);
    if (done.isEmpty()) {
      return;
    }
    if (!operation.status().equals("succeeded") && !operation.status().equals("declined")) {
      group.found(
          LOST, "%s was answered as done, and its record says %s", name(), operation.status());
    }
    if (done.stream().map(Attempts.Attempt::resource).distinct().count() > 1) {
      group.found(DUPLICATED, "%s was answered with more than one resource", name());
    } else if (done.stream().map(Attempts.Attempt::words).distinct().count() > 1) {
      group.found(CONTRADICTED, "%s was answered with different words", name());
    }
    int firstDone = done.stream().mapToInt(Attempts.Attempt::answeredAt).min().orElseThrow();
    attempts.all().stream()
        .filter(one -> one.deniesTheDeed() && one.askedAt() > firstDone)
        .forEach(
            one ->
                group.found(
                    CONTRADICTED,
                    "%s was answered as done and then, at try %d, as not done",
                    name(),
                    one.number()));
  }

  private void effects() {
    if (deeds.size() > 1) {
      group.found(DUPLICATED, "%s took effect %d times", name(), deeds.size());
    }
    boolean is = !deeds.isEmpty();
    switch (operation.status()) {
      case "succeeded" -> {
        if (!is) {
          group.found(CONTRADICTED, "%s succeeded, and nothing took effect", name());
        }
      }
      case "declined", "failed", "dead_letter" -> {
        if (is && !elsewhere()) {
          group.found(
              CONTRADICTED,
              "%s is %s (%s), and it took effect",
              name(),
              operation.status(),
              String.valueOf(operation.failure()));
        }
      }
      default -> {}
    }
  }

  /** Of two voids of one shipment the second may be declined: it was done by the first. */
  private boolean elsewhere() {
    return Effects.VOIDS.equals(effect)
        && group.stream(Entry.Operation.class)
            .anyMatch(
                other ->
                    other.kind().equals(operation.kind())
                        && !other.id().equals(operation.id())
                        && !other.status().equals("failed")
                        && !other.status().equals("declined"));
  }

  /** An answer that denies what had been done by then. */
  private void denials() {
    for (int deed : deeds) {
      for (Attempts.Attempt attempt : attempts.all()) {
        if (attempt.deniesTheDeed()
            && deed < attempt.answeredAt()
            && (deed < attempt.askedAt() || !attempts.otherOpenAt(deed, attempt))
            && !elsewhere()) {
          group.found(
              CONTRADICTED,
              "try %d of %s was answered with %d, not done, and it had taken effect",
              attempt.number(),
              name(),
              attempt.status());
        }
      }
    }
    Attempts.Attempt last = attempts.lastAnswered();
    boolean later =
        last != null
            && attempts.all().stream()
                .anyMatch(one -> one.answer() == null && one.answeredAt() > last.askedAt());
    if (last != null && last.deniesTheDeed() && !later && !deeds.isEmpty() && !elsewhere()) {
      if (deeds.stream().anyMatch(deed -> deed > last.answeredAt())) {
        group.found(
            CONTRADICTED,
            "%s was last answered with %d, not done, and took effect afterwards",
            name(),
            last.status());
      }
    }
  }

  private String name() {
    return "%s %s (key %s)".formatted(operation.kind(), operation.id(), operation.key());
  }
}
