package org.partnergateway.routes.definitions;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionFile;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;

/**
 * Loads the route templates from the definitions and makes routes of them. Camel's own loader
 * passes over a pattern that finds nothing and over a parameter that is misspelt; this one stops
 * the start.
 */
public final class RouteLoader {
  private static final String FOLDER = "routes/";
  private static final String SUFFIX = ".camel.yaml";

  private final CamelContext camel;
  private final RouteTemplates templates;
  private final Problems problems = new Problems();

  /**
   * @param names the templates that routes will be made of, each also as {@code <partner>-<name>}
   * @param partners ids of all partners, configured or not
   * @param steps what may follow {@code gateway:} in a route
   */
  public RouteLoader(
      CamelContext camel, Set<String> names, Set<String> partners, Set<String> steps) {
    this.camel = camel;
    this.templates = new RouteTemplates(names, partners, steps, problems);
  }

  /**
   * Loads every route file.
   *
   * @throws DefinitionException with everything that is wrong with them
   */
  public void load(DefinitionTree tree) {
    for (String path : tree.paths()) {
      if (path.startsWith(FOLDER) && path.endsWith(SUFFIX)) {
        templates.read(tree.get(path));
      }
    }
    problems.throwIfAny();
    for (String path : tree.paths()) {
      if (path.startsWith(FOLDER) && path.endsWith(SUFFIX)) {
        load(tree.get(path));
      }
    }
    problems.throwIfAny();
  }

  private void load(DefinitionFile file) {
    try {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(ResourceHelper.fromBytes(file.path(), file.content()));
    } catch (Exception e) {
      problems.add(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
    }
  }

  /**
   * Makes a route.
   *
   * @param template the template's id
   * @param partner whose own template of the name {@code <partner>-<template>} wins over the
   *     standard one; empty for none
   */
  public void route(String template, String partner, String id, Map<String, String> parameters) {
    String chosen = chosen(template, partner);
    check(chosen, parameters);
    TemplatedRouteBuilder builder = TemplatedRouteBuilder.builder(camel, chosen).routeId(id);
    new TreeMap<>(parameters).forEach(builder::parameter);
    builder.add();
  }

  /** The id of the template that a partner's route is made of. */
  public String chosen(String template, String partner) {
    String own = partner + "-" + template;
    return templates.find(own) == null ? template : own;
  }

  private void check(String id, Map<String, String> parameters) {
    RouteTemplates.Template template = templates.find(id);
    if (template == null) {
      throw new DefinitionException(
          Problem.ofFile(FOLDER, "there is no route template '%s'".formatted(id)));
    }
    if (!template.parameters().equals(parameters.keySet())) {
      throw new DefinitionException(
          template
              .file()
              .problem(
                  template.pointer() + "/parameters",
                  "the template '%s' declares the parameters %s, and is given %s"
                      .formatted(id, template.parameters(), new TreeSet<>(parameters.keySet()))));
    }
  }
}
