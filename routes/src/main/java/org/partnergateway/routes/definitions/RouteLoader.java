package org.partnergateway.routes.definitions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;

/**
 * Loads the route templates from the definitions and makes routes of them. Camel's own loader passes over a pattern that
 * finds nothing and over a parameter that is misspelt; this one stops the start.
 */
public final class RouteLoader {
  private static final String FOLDER = "routes/";
  private static final String SUFFIX = ".camel.yaml";

  private final CamelContext camel;
  private final Set<String> templates = new HashSet<>();
  private final Set<String> usedTemplates = new HashSet<>();

  public RouteLoader(CamelContext camel) {
    this.camel = camel;
  }

  /**
   * @throws DefinitionException when a file is no valid route file
   */
  public void load(Definitions definitions) throws Exception {
    Problems problems = new Problems();
    List<Resource> files = new ArrayList<>();
    for (String path : definitions.tree().paths()) {
      if (path.startsWith(FOLDER) && path.endsWith(SUFFIX)) {
        files.add(ResourceHelper.fromBytes(path, definitions.tree().get(path).content()));
      }
    }
    for (Resource file : files) {
      try {
        PluginHelper.getRoutesLoader(camel).loadRoutes(file);
      } catch (Exception e) {
        problems.add(Problem.ofFile(file.getLocation(), String.valueOf(e.getMessage())));
      }
    }
    problems.throwIfAny();
    for (RouteTemplateDefinition template :
        ((ModelCamelContext) camel).getRouteTemplateDefinitions()) {
      templates.add(template.getId());
    }
  }

  /**
   * Makes a route.
   *
   * @param template the template's id
   * @param partner whose own template of the name {@code <partner>-<template>} wins over the standard one; empty for none
   */
  public void route(String template, String partner, String id, Map<String, String> parameters) {
    String own = partner + "-" + template;
    String chosen = templates.contains(own) ? own : template;
    usedTemplates.add(chosen);
    check(chosen, parameters);
    TemplatedRouteBuilder builder =
        TemplatedRouteBuilder.builder(camel, chosen).routeId(id);
    new TreeMap<>(parameters).forEach(builder::parameter);
    builder.add();
  }

  /** Every template is there to be used. */
  public void finish() {
    Set<String> unused = new HashSet<>(templates);
    unused.removeAll(usedTemplates);
    if (!unused.isEmpty()) {
      throw new DefinitionException(
          Problem.ofFile(FOLDER, "no route is made of the templates " + unused));
    }
  }

  private void check(String template, Map<String, String> parameters) {
    RouteTemplateDefinition definition =
        ((ModelCamelContext) camel).getRouteTemplateDefinition(template);
    if (definition == null) {
      throw new DefinitionException(
          Problem.ofFile(FOLDER, "there is no route template '%s'".formatted(template)));
    }
    Set<String> declared = new HashSet<>();
    definition.getTemplateParameters().forEach(parameter -> declared.add(parameter.getName()));
    if (!declared.equals(parameters.keySet())) {
      throw new DefinitionException(
          Problem.ofFile(
              FOLDER,
              "the template '%s' declares the parameters %s, and is given %s"
                  .formatted(template, declared, parameters.keySet())));
    }
  }
}
