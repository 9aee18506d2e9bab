package org.partnergateway.routes.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.DefinitionFile;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.contracts.definitions.YamlTree;

/**
 * The route templates as their files have them, for what Camel lets pass or tells without a place:
 * a template that no route is made of, a parameter that isn't declared, a step that isn't there.
 */
final class RouteTemplates {
  private static final Pattern PARAMETER = Pattern.compile("\\{\\{([^}]*)}}");
  private static final String STEP = "gateway:";

  private final Set<String> names;
  private final Set<String> partners;
  private final Set<String> steps;
  private final Problems problems;
  private final Map<String, Template> templates = new TreeMap<>();

  /**
   * @param pointer where it stands in its file
   */
  record Template(YamlTree file, String pointer, Set<String> parameters) {}

  /**
   * @param names the templates that the gateway makes routes of, each also as {@code
   *     <partner>-<name>}
   * @param steps what may follow {@code gateway:}
   */
  RouteTemplates(Set<String> names, Set<String> partners, Set<String> steps, Problems problems) {
    this.names = names;
    this.partners = partners;
    this.steps = steps;
    this.problems = problems;
  }

  @Nullable Template find(String id) {
    return templates.get(id);
  }

  /** Reads a file's templates; what is wrong with them is added to the problems. */
  void read(DefinitionFile source) {
    YamlTree.read(source, problems).ifPresent(this::templates);
  }

  private void templates(YamlTree file) {
    for (int i = 0; i < file.root().size(); i++) {
      String pointer = "/" + i + "/routeTemplate";
      JsonNode definition = file.root().path(i).path("routeTemplate");
      if (definition.isObject()) {
        template(file, pointer, definition);
      }
    }
  }

  private void template(YamlTree file, String pointer, JsonNode definition) {
    String id = definition.path("id").asText();
    Set<String> parameters = new TreeSet<>();
    definition.path("parameters").forEach(one -> parameters.add(one.path("name").asText()));
    Template template = new Template(file, pointer, parameters);
    Template other = templates.put(id, template);
    if (other != null) {
      problems.add(
          file.problem(
              pointer + "/id",
              "the template '%s' is in %s already".formatted(id, other.file().path())));
    }
    if (!isUsed(id)) {
      problems.add(
          file.problem(
              pointer + "/id",
              "no route is made of the template '%s'%s; there are %s, each also as <partner>-<name>"
                  .formatted(id, Spelling.suggest(id, possible()), new TreeSet<>(names))));
    }
    check(template, pointer + "/from", definition.path("from"));
  }

  private boolean isUsed(String id) {
    return possible().contains(id);
  }

  private Set<String> possible() {
    Set<String> possible = new TreeSet<>(names);
    for (String partner : partners) {
      names.forEach(name -> possible.add(partner + "-" + name));
    }
    return possible;
  }

  private void check(Template template, String pointer, JsonNode node) {
    if (node.isTextual()) {
      text(template, pointer, node.asText());
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        check(template, pointer + "/" + i, node.path(i));
      }
    } else {
      node.properties()
          .forEach(member -> check(template, pointer + "/" + member.getKey(), member.getValue()));
    }
  }

  private void text(Template template, String pointer, String text) {
    Matcher parameter = PARAMETER.matcher(text);
    while (parameter.find()) {
      String name = parameter.group(1);
      if (!template.parameters().contains(name)) {
        problems.add(
            template
                .file()
                .problem(
                    pointer,
                    "the template declares no parameter '%s'%s"
                        .formatted(name, Spelling.suggest(name, template.parameters()))));
      }
    }
    if (text.startsWith(STEP)) {
      String step = text.substring(STEP.length()).split("/", 2)[0];
      if (!steps.contains(step)) {
        problems.add(
            template
                .file()
                .problem(
                    pointer,
                    "there is no step '%s'%s".formatted(step, Spelling.suggest(step, steps))));
      }
    }
  }
}
