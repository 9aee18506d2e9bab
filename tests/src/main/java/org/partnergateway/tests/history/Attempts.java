package org.partnergateway.tests.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tries of one caller under one key, with their places in the history. */
record Attempts(List<Attempt> all) {

  /**
   * One try.
   *
   * @param askedAt its place in the history
   * @param answeredAt the answer's place; beyond the end where there was none
   */
  record Attempt(int number, int askedAt, int answeredAt, Entry.@Nullable Answered answer) {
    boolean isOpenAt(int place) {
      return askedAt < place && place < answeredAt;
    }

    boolean said(Entry.Said said) {
      return answer != null && answer.said() == said;
    }

    /** Of HTTP; 0 where there was no answer. */
    int status() {
      return answer == null ? 0 : answer.status();
    }

    /** Which resource the answer shows. */
    String resource() {
      return answer == null ? "" : String.valueOf(answer.resource());
    }

    /** What tells two answers with the same meaning apart. */
    String words() {
      return answer == null ? "" : String.valueOf(answer.digest());
    }

    boolean deniesTheDeed() {
      return said(Entry.Said.NOT_DONE) || said(Entry.Said.DECLINED) || said(Entry.Said.REFUSED);
    }
  }

  /** Those under a key. */
  static Attempts of(String key, List<Entry> entries) {
    List<Attempt> all = new ArrayList<>();
    for (int place = 0; place < entries.size(); place++) {
      if (entries.get(place) instanceof Entry.Asked asked && asked.key().equals(key)) {
        all.add(answered(asked, place, entries));
      }
    }
    return new Attempts(List.copyOf(all));
  }

  private static Attempt answered(Entry.Asked asked, int askedAt, List<Entry> entries) {
    for (int place = askedAt + 1; place < entries.size(); place++) {
      if (entries.get(place) instanceof Entry.Answered answered
          && answered.key().equals(asked.key())
          && answered.attempt() == asked.attempt()) {
        return new Attempt(asked.attempt(), askedAt, place, answered);
      }
    }
    return new Attempt(asked.attempt(), askedAt, Integer.MAX_VALUE, null);
  }

  List<Attempt> that(Entry.Said said) {
    return all.stream().filter(attempt -> attempt.said(said)).toList();
  }

  /** Whether, at that place, another try than this one was under way. */
  boolean otherOpenAt(int place, Attempt than) {
    return all.stream().anyMatch(one -> one.number != than.number && one.isOpenAt(place));
  }

  /** The answer that came last; null when none came. */
  @Nullable Attempt lastAnswered() {
    Attempt last = null;
    for (Attempt attempt : all) {
      if (attempt.answer != null && (last == null || attempt.answeredAt > last.answeredAt)) {
        last = attempt;
      }
    }
    return last;
  }
}
