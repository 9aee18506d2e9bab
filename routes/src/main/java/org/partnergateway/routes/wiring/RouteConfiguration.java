package org.partnergateway.routes.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.client.PartnerClients;
import org.partnergateway.adapters.definition.MessageDefinition;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.signature.SignatureVerifiers;
import org.partnergateway.routes.admission.InboundLimits;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.files.As2Links;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.AnswerStep;
import org.partnergateway.routes.http.ProblemStep;
import org.partnergateway.routes.http.RefusalCounter;
import org.partnergateway.routes.http.TrafficServer;
import org.partnergateway.routes.inbound.ApplyChangesStep;
import org.partnergateway.routes.inbound.Handshake;
import org.partnergateway.routes.inbound.HandshakeStep;
import org.partnergateway.routes.inbound.InboundWebhook;
import org.partnergateway.routes.inbound.InboundWebhooks;
import org.partnergateway.routes.inbound.InboxWorker;
import org.partnergateway.routes.inbound.KeySources;
import org.partnergateway.routes.inbound.MapMessageStep;
import org.partnergateway.routes.inbound.ReceiveStep;
import org.partnergateway.routes.inbound.StoreStep;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.outbound.CheckAnswerStep;
import org.partnergateway.routes.outbound.CheckRequestStep;
import org.partnergateway.routes.outbound.MapAnswerStep;
import org.partnergateway.routes.outbound.MapRequestStep;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.outbound.SendStep;
import org.partnergateway.routes.questions.QuestionRegistry;
import org.partnergateway.routes.steps.AddedFields;
import org.partnergateway.routes.steps.DirectRoutes;
import org.partnergateway.routes.steps.GatewayComponent;
import org.partnergateway.routes.steps.StepFactory;
import org.partnergateway.routes.store.inbox.Errands;
import org.partnergateway.routes.store.inbox.Inbox;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** The steps that routes are made of, and the routes that are made of them. */
@Configuration(proxyBeanMethods = false)
public class RouteConfiguration {
  @Bean
  StepFactory answerStep() {
    return new AnswerStep();
  }

  @Bean
  StepFactory problemStep(RefusalCounter refusals) {
    return new ProblemStep(refusals);
  }

  @Bean
  StepFactory mapRequestStep(PartnerRegistry partners) {
    return new MapRequestStep(partners);
  }

  @Bean
  StepFactory checkRequestStep(PartnerRegistry partners) {
    return new CheckRequestStep(partners);
  }

  @Bean
  StepFactory sendStep(PartnerRegistry partners) {
    return new SendStep(partners);
  }

  @Bean
  AddedFields addedFields(MeterRegistry meters) {
    return new AddedFields(meters, System::nanoTime);
  }

  @Bean
  StepFactory checkAnswerStep(PartnerRegistry partners, AddedFields added) {
    return new CheckAnswerStep(partners, added);
  }

  @Bean
  StepFactory mapAnswerStep(PartnerRegistry partners) {
    return new MapAnswerStep(partners);
  }

  @Bean
  InboundWebhooks inboundWebhooks(
      Definitions definitions, PartnerRegistry partners, PartnerClients clients) {
    List<InboundWebhook> all = new ArrayList<>();
    for (Partner partner : partners.all()) {
      for (MessageDefinition message : partner.definition().messages().values()) {
        MessageDefinition.Webhook webhook = message.webhook();
        if (webhook != null) {
          all.add(
              new InboundWebhook(
                  partner.id(),
                  message.name(),
                  definitions
                      .contracts()
                      .get(partner.id(), webhook.contract())
                      .webhook(webhook.key()),
                  SignatureVerifiers.of(
                      partner, webhook.signature(), KeySources.of(partner, clients)),
                  webhook.signature().headers(),
                  webhook.id(),
                  acknowledgement(webhook.acknowledgement()),
                  handshake(webhook, partner),
                  partner.definition().cards()));
        }
      }
    }
    return new InboundWebhooks(all);
  }

  private static Answer acknowledgement(MessageDefinition.Acknowledgement said) {
    Answer plain = Answer.empty(said.status());
    return said.mediaType() == null
        ? plain
        : new Answer(
            said.status(),
            said.mediaType(),
            plain.headers(),
            said.body().getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable Handshake handshake(MessageDefinition.Webhook webhook, Partner partner) {
    return webhook.handshake() == null ? null : new Handshake(webhook.handshake(), partner);
  }

  @Bean
  StepFactory handshakeStep(InboundWebhooks webhooks) {
    return new HandshakeStep(webhooks);
  }

  @Bean
  StepFactory receiveStep(
      InboundWebhooks webhooks, InboundLimits limits, AddedFields added, InstantSource clock) {
    return new ReceiveStep(webhooks, limits, added, clock);
  }

  @Bean
  StepFactory storeStep(InboundWebhooks webhooks, Inbox inbox, InboxWorker worker) {
    return new StoreStep(webhooks, inbox, worker);
  }

  @Bean
  StepFactory mapMessageStep(Definitions definitions, PartnerRegistry partners) {
    return new MapMessageStep(definitions, partners);
  }

  @Bean
  StepFactory applyChangesStep(
      LedgerWriter ledger, Errands errands, TransactionTemplate transactions) {
    return new ApplyChangesStep(ledger, errands, transactions);
  }

  /** Under the scheme that routes name it by. */
  @Bean("gateway")
  GatewayComponent gatewayComponent(List<StepFactory> steps) {
    return new GatewayComponent(steps);
  }

  @Bean
  GatewayRoutes gatewayRoutes(
      Definitions definitions,
      PartnerRegistry partners,
      InboundWebhooks webhooks,
      QuestionRegistry questions,
      As2Links as2,
      DirectRoutes direct,
      GatewayComponent steps) {
    return new GatewayRoutes(definitions, partners, webhooks, questions, as2, direct, steps);
  }

  @Bean
  CamelContextConfiguration camelStart(GatewayRoutes routes, TrafficServer server) {
    return new CamelContextConfiguration() {
      @Override
      public void beforeApplicationStart(CamelContext camel) {
        routes.addTo(camel, server);
      }

      @Override
      public void afterApplicationStart(CamelContext camel) {}
    };
  }

  /** Not in Camel's own hook after its start, which ignores what fails there. */
  @Bean
  ApplicationRunner trafficStart(TrafficGate gate) {
    return arguments -> gate.open();
  }
}
