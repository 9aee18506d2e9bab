package org.partnergateway.routes.definitions;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.Besides;
import org.partnergateway.adapters.definition.CallersDefinition;
import org.partnergateway.adapters.definition.LookUpDefinition;
import org.partnergateway.adapters.definition.MessageDefinition;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.adapters.definition.PartnerDefinition;
import org.partnergateway.adapters.definition.QuestionDefinition;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionFile;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.contracts.edi.EdiContract;
import org.partnergateway.contracts.http.HttpContract;

/**
 * Finds what doesn't fit together between a partner's four folders: an operation without its
 * mapping, a contract that isn't there, a file that nothing uses. Says all of it at once, each with
 * its place.
 */
final class DefinitionCheck {
  private static final String ADAPTERS = "partner-adapters/partners/";
  private static final String CONTRACTS = "contracts/partners/";
  private static final String MAPPINGS = "transformations/partners/";
  private static final String TOKEN_CONTRACT = "/auth/contract";
  private static final String ANY_KIND = "any";
  private static final String ROUTES = "routes/partners/";

  private final Definitions definitions;
  private final Problems problems;
  private final Set<String> used = new HashSet<>();
  private final ReportCheck reports;

  DefinitionCheck(Definitions definitions, Problems problems) {
    this.definitions = definitions;
    this.problems = problems;
    this.reports = new ReportCheck(definitions, problems);
  }

  void run() {
    for (PartnerDefinition partner : definitions.partners().values()) {
      used.add(ADAPTERS + partner.id() + ".yaml");
      used.add(ROUTES + partner.id() + ".camel.yaml");
      used.add(MAPPINGS + partner.id() + "/tables.yaml");
      partner
          .source()
          .find(TOKEN_CONTRACT)
          .ifPresent(file -> contract(partner, file.asText(), TOKEN_CONTRACT));
      for (int i = 0; i < partner.additionalTokens().size(); i++) {
        String pointer = "/additional_tokens/" + i + "/contract";
        partner.source().find(pointer).ifPresent(file -> contract(partner, file.asText(), pointer));
      }
      partner.operations().values().forEach(operation -> check(partner, operation));
      partner.messages().values().forEach(message -> check(partner, message));
      partner.questions().values().forEach(question -> question(partner, question));
      partner.reports().values().forEach(report -> used.addAll(reports.check(partner, report)));
      partner
          .edi()
          .agreements()
          .forEach(
              (standard, agreement) ->
                  edi(
                      partner,
                      agreement.acknowledgement(),
                      "/edi/%s/acknowledgement".formatted(standard.word())));
    }
    for (String path : definitions.tree().paths()) {
      if (isOfPartner(path)
          && !used.contains(path)
          && !isUsedModule(path)
          && !isOfBrokenAdapter(path)) {
        problems.add(Problem.ofFile(path, unused(path)));
      }
    }
  }

  private void check(PartnerDefinition partner, OperationDefinition operation) {
    String pointer = "/operations/" + operation.name();
    CanonicalOperation canonical = definitions.operations().find(operation.name());
    if (canonical == null && isStep(partner, operation.name())) {
      canonical = definitions.operation(partner, operation.name());
    }
    if (canonical == null) {
      Set<String> known = new HashSet<>();
      definitions.operations().all().forEach(one -> known.add(one.name()));
      problems.add(
          partner
              .source()
              .problem(
                  pointer,
                  "there is no canonical operation '%s'%s"
                      .formatted(operation.name(), Spelling.suggest(operation.name(), known))));
    } else if (!canonical.partnerKind().equals(ANY_KIND)
        && !canonical.partnerKind().equals(partner.kind().word())) {
      problems.add(
          partner
              .source()
              .problem(
                  pointer,
                  "'%s' is asked of a partner of kind %s, and this one is of kind %s"
                      .formatted(
                          operation.name(), canonical.partnerKind(), partner.kind().word())));
    }
    if (operation.byFile()) {
      byFile(partner, operation, canonical, pointer);
      return;
    }
    if (operation.byEvents()) {
      byEvents(partner, canonical, pointer + "/by_events");
      return;
    }
    contract(partner, operation.contract(), pointer + "/contract")
        .ifPresent(
            contract ->
                operation(contract, operation.operationId(), partner, pointer + "/operation"));
    lookUp(partner, operation.lookUp(), canonical, pointer + "/look_up");
    lookUp(partner, operation.besides().settlesBy(), canonical, pointer + "/settles_by");
    besides(partner, operation, pointer);
    mapping(partner, operation.name() + ".request", pointer);
    mapping(partner, operation.name() + ".response", pointer);
  }

  /** What the partner only learns of must be ours to do. */
  private void byEvents(
      PartnerDefinition partner, @Nullable CanonicalOperation canonical, String pointer) {
    if (canonical != null && canonical.effect() != CanonicalOperation.Effect.CHANGE) {
      problems.add(
          partner
              .source()
              .problem(
                  pointer,
                  "'%s' needs an answer of the partner, which events don't bring"
                      .formatted(canonical.name())));
    }
  }

  /** Nothing answers a file, so it can only end an operation that needs no answer. */
  private void byFile(
      PartnerDefinition partner,
      OperationDefinition operation,
      @Nullable CanonicalOperation canonical,
      String pointer) {
    if (canonical != null && canonical.isRead()) {
      problems.add(
          partner
              .source()
              .problem(
                  pointer + "/transaction",
                  "'%s' needs an answer of the partner, which a file doesn't bring"
                      .formatted(canonical.name())));
    }
    edi(partner, operation.contract(), pointer + "/contract");
    mapping(partner, operation.name() + ".request", pointer);
  }

  /** The schema of a transaction, and what it includes. */
  private void edi(PartnerDefinition partner, String file, String pointer) {
    String path = Definitions.PartnerContracts.path(partner.id(), file);
    used.add(path);
    Optional<DefinitionFile> found = definitions.tree().find(path);
    if (found.isEmpty()) {
      problems.add(partner.source().problem(pointer, "there is no file " + path));
      return;
    }
    used.addAll(EdiContract.included(found.get()));
    try {
      definitions.contracts().edi(partner.id(), file);
    } catch (DefinitionException e) {
      problems.addAll(e.problems());
    }
  }

  private void question(PartnerDefinition partner, QuestionDefinition question) {
    String pointer = "/questions/" + question.name();
    CanonicalQuestion canonical = definitions.questions().find(question.name());
    CallersDefinition callers = partner.callers();
    if (canonical == null) {
      Set<String> known = new HashSet<>();
      definitions.questions().all().forEach(one -> known.add(one.name()));
      problems.add(
          partner
              .source()
              .problem(
                  pointer,
                  "there is no canonical question '%s'%s"
                      .formatted(question.name(), Spelling.suggest(question.name(), known))));
    } else if (!canonical.isRead() && (callers == null || callers.keyHeader() == null)) {
      problems.add(
          partner
              .source()
              .problem(
                  pointer,
                  "'%s' changes something, so callers must have idempotency, by which a repeat is known"
                      .formatted(question.name())));
    }
    contract(partner, question.contract(), pointer + "/contract")
        .ifPresent(
            contract ->
                operation(contract, question.operationId(), partner, pointer + "/operation"));
    mapping(partner, question.name() + ".request", pointer);
    mapping(partner, question.name() + ".response", pointer);
  }

  /** What finds out about a write must not be a write itself. */
  private void lookUp(
      PartnerDefinition partner,
      @Nullable LookUpDefinition lookUp,
      @Nullable CanonicalOperation canonical,
      String pointer) {
    if (lookUp == null) {
      return;
    }
    CanonicalOperation looker = definitions.operations().find(lookUp.operation());
    if (looker != null && !looker.isRead()) {
      problems.add(
          partner
              .source()
              .problem(
                  pointer + "/operation",
                  "'%s' changes something; a look-up must not".formatted(lookUp.operation())));
    }
    if (canonical != null && canonical.isRead()) {
      problems.add(
          partner
              .source()
              .problem(pointer, "'%s' changes nothing to look up".formatted(canonical.name())));
    }
  }

  /** Whether another operation of the partner has it as a step. */
  static boolean isStep(PartnerDefinition partner, String name) {
    return partner.operations().values().stream()
        .anyMatch(operation -> operation.besides().steps().contains(name));
  }

  /** Steps are asked anew each time, and papers again until they are there. */
  private void besides(PartnerDefinition partner, OperationDefinition operation, String pointer) {
    Besides besides = operation.besides();
    for (int i = 0; i < besides.steps().size(); i++) {
      CanonicalOperation step = definitions.operations().find(besides.steps().get(i));
      if (step != null && !step.isRead()) {
        problems.add(
            partner
                .source()
                .problem(
                    pointer + "/steps/" + i,
                    "'%s' takes effect; a step must be harmless to repeat".formatted(step.name())));
      }
    }
    CanonicalOperation fetch =
        besides.documents() == null ? null : definitions.operations().find(besides.documents());
    if (fetch != null && !(fetch.isRead() && fetch.resource() != null)) {
      problems.add(
          partner
              .source()
              .problem(
                  pointer + "/documents/operation",
                  "'%s' fetches no paper".formatted(fetch.name())));
    }
  }

  private void check(PartnerDefinition partner, MessageDefinition message) {
    String pointer = "/messages/" + message.name();
    mapping(partner, message.name() + ".message", pointer);
    if (message.transaction() != null) {
      edi(partner, message.transaction().contract(), pointer + "/contract");
    }
    if (message.read() != null) {
      read(partner, message.read(), pointer);
    }
    MessageDefinition.Webhook webhook = message.webhook();
    if (webhook == null) {
      return;
    }
    contract(partner, webhook.contract(), pointer + "/contract")
        .ifPresent(
            contract -> {
              try {
                contract.webhook(webhook.key());
              } catch (DefinitionException e) {
                problems.add(
                    partner
                        .source()
                        .problem(pointer + "/webhook", e.problems().getFirst().message()));
              }
            });
  }

  private void read(PartnerDefinition partner, MessageDefinition.Read read, String pointer) {
    String path = Definitions.PartnerContracts.path(partner.id(), read.contract());
    used.add(path);
    if (definitions.tree().find(path).isEmpty()) {
      problems.add(partner.source().problem(pointer + "/contract", "there is no file " + path));
    } else {
      definitions
          .contracts()
          .findEvents(partner.id(), read.contract(), problems)
          .filter(contract -> !contract.messages().contains(read.key()))
          .ifPresent(
              contract ->
                  problems.add(
                      partner
                          .source()
                          .problem(
                              pointer + "/message",
                              "%s has no message '%s'%s"
                                  .formatted(
                                      path,
                                      read.key(),
                                      Spelling.suggest(read.key(), contract.messages())))));
    }
    MessageDefinition.Asks asks = read.asks();
    CanonicalOperation fetch =
        asks == null ? null : definitions.operations().find(asks.operation());
    if (fetch != null && !fetch.isRead()) {
      problems.add(
          partner
              .source()
              .problem(
                  pointer + "/asks/operation",
                  "'%s' changes something; news is only fetched".formatted(fetch.name())));
    }
  }

  private void operation(
      HttpContract contract, String operationId, PartnerDefinition partner, String pointer) {
    try {
      contract.operation(operationId);
    } catch (DefinitionException e) {
      problems.add(partner.source().problem(pointer, e.problems().getFirst().message()));
    }
  }

  private Optional<HttpContract> contract(PartnerDefinition partner, String file, String pointer) {
    String path = Definitions.PartnerContracts.path(partner.id(), file);
    used.add(path);
    if (definitions.tree().find(path).isEmpty()) {
      problems.add(partner.source().problem(pointer, "there is no file " + path));
      return Optional.empty();
    }
    return definitions.contracts().find(partner.id(), file, problems);
  }

  private void mapping(PartnerDefinition partner, String name, String pointer) {
    String path = MAPPINGS + partner.id() + "/" + name + ".jslt";
    used.add(path);
    if (definitions.tree().find(path).isEmpty()) {
      problems.add(partner.source().problem(pointer, "it has no mapping: " + path + " is missing"));
    }
  }

  private static boolean isOfPartner(String path) {
    return path.startsWith(ADAPTERS)
        || path.startsWith(CONTRACTS)
        || path.startsWith(MAPPINGS)
        || path.startsWith(ROUTES);
  }

  /** A mapping file may also be there for others to import. */
  private boolean isUsedModule(String path) {
    if (!path.endsWith(".jslt")) {
      return false;
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    return definitions.tree().paths().stream()
        .filter(other -> other.startsWith(folder) && !other.equals(path))
        .anyMatch(other -> definitions.tree().get(other).text().contains(name + "\""));
  }

  /** What it would use can't be said. */
  private boolean isOfBrokenAdapter(String path) {
    String partner = partnerOf(path);
    return !definitions.partners().containsKey(partner)
        && definitions.tree().find(ADAPTERS + partner + ".yaml").isPresent();
  }

  private static String partnerOf(String path) {
    String rest = path.substring(path.indexOf("/partners/") + "/partners/".length());
    int end = rest.indexOf(rest.contains("/") ? '/' : '.');
    return end < 0 ? rest : rest.substring(0, end);
  }

  private String unused(String path) {
    String partner = partnerOf(path);
    return definitions.partners().containsKey(partner)
        ? "nothing uses this file: name it in %s%s.yaml or remove it".formatted(ADAPTERS, partner)
        : "there is no %s%s.yaml, so nothing uses this file".formatted(ADAPTERS, partner);
  }
}
