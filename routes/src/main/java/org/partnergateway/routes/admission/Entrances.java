package org.partnergateway.routes.admission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells a request's entrance by its method and path, without a regular expression. */
public final class Entrances {
  private static final String PARTNERS = "/partners/";
  private static final String API = "/v1/";

  private final Map<String, List<Template>> templates = new HashMap<>();
  private final List<Template> questions = new ArrayList<>();

  private record Template(String method, String[] segments, Entrance entrance) {
    boolean matches(String otherMethod, String[] other) {
      if (!method.equals(otherMethod) || other.length != segments.length) {
        return false;
      }
      for (int i = 0; i < segments.length; i++) {
        if (!segments[i].startsWith("{") && !segments[i].equals(other[i])) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * @param template a path of the canonical API, with parameters in braces
   */
  public void add(String method, String template, Entrance entrance) {
    String[] segments = segments(template);
    templates
        .computeIfAbsent(segments[0], first -> new ArrayList<>())
        .add(new Template(method, segments, entrance));
  }

  /**
   * A path that a partner asks at and waits: somebody inside has to answer, as when a service asks
   * a partner.
   *
   * @param template a path under {@code /partners/}, with parameters in braces
   */
  public void addQuestion(String method, String template, Entrance entrance) {
    questions.add(new Template(method, template.split("/", -1), entrance));
  }

  /** What is at no known path counts as a read: it costs little more than its refusal. */
  Entrance of(String method, String path) {
    if (path.startsWith(PARTNERS)) {
      return questions.isEmpty() ? Entrance.WEBHOOK : ofPartner(method, path.split("/", -1));
    }
    if (path.startsWith(API)) {
      String[] segments = segments(path);
      for (Template template : templates.getOrDefault(segments[0], List.of())) {
        if (template.matches(method, segments)) {
          return template.entrance();
        }
      }
    }
    return Entrance.READ;
  }

  private Entrance ofPartner(String method, String[] segments) {
    for (Template question : questions) {
      if (question.matches(method, segments)) {
        return question.entrance();
      }
    }
    return Entrance.WEBHOOK;
  }

  private static String[] segments(String path) {
    return path.substring(API.length()).split("/", -1);
  }
}
