package org.partnergateway.routes.wiring;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.PolicyBases;
import org.partnergateway.adapters.service.InternalService;
import org.partnergateway.adapters.service.ServiceSettings;
import org.partnergateway.adapters.transport.Origin;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.config.GatewayProperties.ServiceProperties;
import org.partnergateway.routes.definitions.CanonicalQuestion;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.questions.Question;
import org.partnergateway.routes.questions.QuestionRegistry;

/** The services inside that the operator has configured, checked. */
final class InternalServices {
  private final Definitions definitions;
  private final QuestionRegistry questions;
  private final GatewayProperties properties;
  private final Problems problems = new Problems();

  private InternalServices(
      Definitions definitions, QuestionRegistry questions, GatewayProperties properties) {
    this.definitions = definitions;
    this.questions = questions;
    this.properties = properties;
  }

  /**
   * @throws org.partnergateway.contracts.definitions.DefinitionException with all that the operator
   *     must mend
   */
  static List<Partner> read(
      Definitions definitions, QuestionRegistry questions, GatewayProperties properties) {
    return new InternalServices(definitions, questions, properties).read();
  }

  private List<Partner> read() {
    Set<String> known = definitions.questions().services();
    for (String name : properties.services().keySet()) {
      if (!known.contains(name)) {
        add(name, "", "is no service that answers questions" + Spelling.suggest(name, known));
      }
    }
    checkAsked();
    List<Partner> services = new ArrayList<>();
    for (String name : known) {
      ServiceProperties service = properties.services().get(name);
      ServiceSettings settings = service == null ? null : settings(name, service);
      if (settings != null) {
        HttpContract contract = contract(name);
        services.add(
            InternalService.of(
                name,
                settings,
                contract,
                PolicyBases.builtIn().standard(),
                YamlTree.read(definitions.tree().get(contract.path()))));
      }
    }
    problems.throwIfAny();
    return services;
  }

  /** A partner whose questions nobody could answer is not let in. */
  private void checkAsked() {
    Set<String> missing = new TreeSet<>();
    for (Question question : questions.all()) {
      String service = question.canonical().service();
      if (!properties.services().containsKey(service) && missing.add(service)) {
        add(
            service,
            ".url",
            "must be configured: it answers what %s asks".formatted(question.partner()));
      }
    }
  }

  private HttpContract contract(String service) {
    return definitions.questions().all().stream()
        .filter(question -> question.service().equals(service))
        .map(CanonicalQuestion::contract)
        .findFirst()
        .orElseThrow();
  }

  private @Nullable ServiceSettings settings(String name, ServiceProperties service) {
    URI url = url(name, service.url());
    String token = service.token();
    if (token == null || token.isBlank()) {
      add(name, ".token", "must be configured: the service knows the gateway by it");
    }
    if (!service.connectTimeout().isPositive()) {
      add(name, ".connect-timeout", "must be above zero, such as 1s");
    }
    if (!service.timeout().isPositive()) {
      add(name, ".timeout", "must be above zero, such as 5s");
    }
    if (service.maxConcurrent() < 1) {
      add(name, ".max-concurrent", "must be 1 at least");
    }
    boolean sound =
        url != null
            && token != null
            && service.connectTimeout().isPositive()
            && service.timeout().isPositive()
            && service.maxConcurrent() > 0;
    return sound && url != null && token != null
        ? new ServiceSettings(
            url,
            token.strip(),
            service.connectTimeout(),
            service.timeout(),
            service.maxConcurrent())
        : null;
  }

  private @Nullable URI url(String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      add(name, ".url", "must be configured");
      return null;
    }
    try {
      URI url = URI.create(text.strip());
      Origin.of(url);
      return url;
    } catch (IllegalArgumentException e) {
      add(name, ".url", "is no address: " + e.getMessage());
      return null;
    }
  }

  private void add(String service, String member, String message) {
    problems.add(Problem.ofFile("gateway.services." + service + member, message));
  }
}
