package org.partnergateway.routes.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.partnergateway.adapters.client.PartnerClients;
import org.partnergateway.adapters.definition.CallersDefinition;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.QuestionDefinition;
import org.partnergateway.adapters.policy.PolicyRegistry;
import org.partnergateway.adapters.time.Time;
import org.partnergateway.routes.admission.InboundLimits;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.definitions.CanonicalQuestion;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.definitions.GatewayMappings;
import org.partnergateway.routes.http.HeaderFirewall;
import org.partnergateway.routes.http.RefusalCounter;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.operations.OperationService;
import org.partnergateway.routes.operations.SureTransaction;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.questions.AskStep;
import org.partnergateway.routes.questions.BearerTokens;
import org.partnergateway.routes.questions.Question;
import org.partnergateway.routes.questions.QuestionAnswers;
import org.partnergateway.routes.questions.QuestionParts;
import org.partnergateway.routes.questions.QuestionProblemStep;
import org.partnergateway.routes.questions.QuestionRecovery;
import org.partnergateway.routes.questions.QuestionRegistry;
import org.partnergateway.routes.questions.ServeQuestionStep;
import org.partnergateway.routes.questions.Services;
import org.partnergateway.routes.steps.StepFactory;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.operations.ContractViolations;
import org.partnergateway.routes.store.operations.Heartbeat;
import org.partnergateway.routes.store.operations.Operations;
import org.partnergateway.routes.store.questions.OrderDrafts;
import org.partnergateway.routes.store.questions.Questions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Partners' questions, from the request to the services inside and back. */
@Configuration(proxyBeanMethods = false)
public class QuestionConfiguration {
  /** What is wrong with the services that answer is told before a store is started, too. */
  @Bean
  QuestionRegistry questionRegistry(
      Definitions definitions, PartnerRegistry partners, GatewayProperties properties) {
    List<Question> all = new ArrayList<>();
    for (Partner partner : partners.all()) {
      CallersDefinition callers = partner.definition().callers();
      if (callers != null) {
        BearerTokens tokens =
            new BearerTokens(
                callers.tokens().stream()
                    .map(partner.credentials()::get)
                    .filter(Objects::nonNull)
                    .toList());
        partner
            .definition()
            .questions()
            .values()
            .forEach(one -> all.add(question(definitions, partner, callers, tokens, one)));
      }
    }
    QuestionRegistry registry = new QuestionRegistry(all);
    InternalServices.read(definitions, registry, properties);
    return registry;
  }

  private static Question question(
      Definitions definitions,
      Partner partner,
      CallersDefinition callers,
      BearerTokens tokens,
      QuestionDefinition question) {
    CanonicalQuestion canonical =
        Objects.requireNonNull(definitions.questions().find(question.name()));
    String mapping = "transformations/partners/" + partner.id() + "/" + question.name();
    return new Question(
        partner.id(),
        canonical,
        definitions
            .contracts()
            .get(partner.id(), question.contract())
            .operation(question.operationId()),
        partner.definition().cards(),
        callers,
        tokens,
        definitions.mappings().mapping(mapping + ".request.jslt"),
        definitions.mappings().mapping(mapping + ".response.jslt"),
        PartnerRegistry.settings(partner));
  }

  /** Clients of their own, so that those of partners may be made anew beside them. */
  @Bean(destroyMethod = "close")
  ServiceClients serviceClients(
      Definitions definitions,
      QuestionRegistry questions,
      GatewayProperties properties,
      Vertx vertx,
      MeterRegistry meters,
      PolicyRegistry policies) {
    PartnerClients clients = new PartnerClients(vertx, meters, Time.SYSTEM, policies);
    clients.use(InternalServices.read(definitions, questions, properties));
    return new ServiceClients(clients);
  }

  @Bean
  Services services(ServiceClients clients, ContractViolations violations) {
    return new Services(clients.clients(), violations);
  }

  @Bean
  QuestionAnswers questionAnswers() {
    return new QuestionAnswers();
  }

  @Bean
  Questions questions(JdbcClient jdbc, InstantSource clock, Heartbeat heartbeat) {
    return new Questions(jdbc, clock, heartbeat.process());
  }

  @Bean
  OrderDrafts orderDrafts(JdbcClient jdbc, InstantSource clock) {
    return new OrderDrafts(jdbc, clock);
  }

  @Bean
  QuestionParts questionParts(
      Definitions definitions,
      GatewayMappings mappings,
      Questions questions,
      OrderDrafts drafts,
      Services services,
      QuestionAnswers answers,
      OperationService operationService,
      Operations operations,
      PartnerRegistry partners,
      Ledger ledger,
      LedgerWriter writer,
      SureTransaction transactions,
      Ids ids,
      InstantSource clock) {
    return QuestionParts.of(
        definitions,
        mappings,
        questions,
        drafts,
        services,
        answers,
        operationService,
        operations,
        partners,
        ledger,
        writer,
        transactions,
        ids,
        clock);
  }

  @Bean
  QuestionRecovery questionRecovery(
      QuestionParts parts,
      QuestionRegistry registry,
      ExecutorService operationExecutor,
      GatewayProperties properties) {
    return parts.recovery(registry, operationExecutor, properties.operations().keepKeysFor());
  }

  @Bean
  StepFactory askStep(QuestionRegistry questions, InboundLimits limits, InstantSource clock) {
    return new AskStep(questions, limits, clock);
  }

  @Bean
  StepFactory serveQuestionStep(
      QuestionRegistry questions, Services services, QuestionAnswers answers, QuestionParts parts) {
    return new ServeQuestionStep(questions, services, answers, parts.keyed());
  }

  @Bean
  StepFactory questionProblemStep(
      QuestionRegistry questions, QuestionAnswers answers, RefusalCounter refusals) {
    return new QuestionProblemStep(questions, answers, refusals);
  }

  /** What their protocols have besides is let out too. */
  @Bean
  HeaderFirewall questionFirewall(QuestionRegistry questions) {
    Set<String> besides = new HashSet<>();
    for (Question question : questions.all()) {
      CallersDefinition callers = question.callers();
      Stream.of(callers.keyHeader(), callers.replayHeader(), callers.requestIdHeader())
          .filter(Objects::nonNull)
          .map(header -> header.toLowerCase(Locale.ROOT))
          .forEach(besides::add);
    }
    return new HeaderFirewall(besides);
  }
}
