package org.partnergateway.routes.questions;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the configured partners may ask, by partner and question. */
public final class QuestionRegistry {
  private final Map<String, Question> questions = new TreeMap<>();

  public QuestionRegistry(Collection<Question> all) {
    all.forEach(question -> questions.put(key(question.partner(), question.name()), question));
  }

  public Collection<Question> all() {
    return questions.values();
  }

  /** Null when the partner, or its question, isn't configured. */
  public @Nullable Question find(String partner, String name) {
    return questions.get(key(partner, name));
  }

  public Question get(String partner, String name) {
    Question question = find(partner, name);
    if (question == null) {
      throw new IllegalArgumentException(
          "%s asks no question '%s'; there are %s".formatted(partner, name, questions.keySet()));
    }
    return question;
  }

  private static String key(String partner, String name) {
    return partner + "/" + name;
  }
}
