package org.partnergateway.routes.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.partnergateway.adapters.client.PartnerClients;
import org.partnergateway.contracts.cards.CardData;
import org.partnergateway.contracts.cards.Identifiers;
import org.partnergateway.routes.admission.InboundLimits;
import org.partnergateway.routes.api.ApiRequestStep;
import org.partnergateway.routes.api.ApiSection;
import org.partnergateway.routes.api.ApiServeStep;
import org.partnergateway.routes.api.BulkWrite;
import org.partnergateway.routes.api.Callers;
import org.partnergateway.routes.api.CardGuard;
import org.partnergateway.routes.api.ContractsApi;
import org.partnergateway.routes.api.EventsApi;
import org.partnergateway.routes.api.HeldReaders;
import org.partnergateway.routes.api.LabelApi;
import org.partnergateway.routes.api.LedgerApi;
import org.partnergateway.routes.api.LookUpApi;
import org.partnergateway.routes.api.ManifestApi;
import org.partnergateway.routes.api.MessagesApi;
import org.partnergateway.routes.api.OperationsApi;
import org.partnergateway.routes.api.PartnersApi;
import org.partnergateway.routes.api.RatesApi;
import org.partnergateway.routes.api.WriteApi;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.inbound.MessageReplay;
import org.partnergateway.routes.inbound.OrderRefresh;
import org.partnergateway.routes.operations.CapabilityCheck;
import org.partnergateway.routes.operations.ContextReader;
import org.partnergateway.routes.operations.DeadLetters;
import org.partnergateway.routes.operations.LookUps;
import org.partnergateway.routes.operations.OperationResolution;
import org.partnergateway.routes.operations.OperationService;
import org.partnergateway.routes.operations.PaperFetcher;
import org.partnergateway.routes.operations.PaperKeeper;
import org.partnergateway.routes.operations.PartnerChoice;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.rates.Carriers;
import org.partnergateway.routes.rates.RateSearch;
import org.partnergateway.routes.store.events.EventBell;
import org.partnergateway.routes.store.events.EventReader;
import org.partnergateway.routes.store.inbox.InboxReader;
import org.partnergateway.routes.store.ledger.Documents;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.TrackingEvents;
import org.partnergateway.routes.store.operations.OperationReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** The canonical API. */
@Configuration(proxyBeanMethods = false)
public class ApiConfiguration {
  @Bean
  ApiSection writeApi(
      Definitions definitions,
      OperationService service,
      List<BulkWrite> bulkWrites,
      GatewayProperties properties) {
    return new WriteApi(
        definitions.operations(), definitions.api(), service, bulkWrites, properties.api());
  }

  @Bean
  ApiSection lookUpApi(
      Definitions definitions,
      ContextReader contexts,
      PartnerChoice choice,
      CapabilityCheck capabilities,
      LookUps lookUps,
      OrderRefresh refresh,
      GatewayProperties properties) {
    return new LookUpApi(
        definitions.operations(),
        contexts,
        choice,
        capabilities,
        lookUps,
        refresh,
        properties.api());
  }

  @Bean
  ApiSection ratesApi(
      Definitions definitions,
      ContextReader contexts,
      PartnerChoice choice,
      Carriers carriers,
      RateSearch search,
      GatewayProperties properties) {
    return new RatesApi(
        definitions.operations(), contexts, choice, carriers, search, properties.api());
  }

  @Bean
  ApiSection labelApi(
      Definitions definitions,
      ContextReader contexts,
      Documents documents,
      PartnerChoice choice,
      LookUps lookUps,
      PaperKeeper papers,
      PaperFetcher fetcher,
      GatewayProperties properties) {
    return new LabelApi(
        contexts,
        documents,
        definitions.operations(),
        choice,
        lookUps,
        papers,
        fetcher,
        properties.api());
  }

  @Bean
  ApiSection manifestApi(Ledger ledger, Documents documents, PaperFetcher fetcher) {
    return new ManifestApi(ledger, documents, fetcher);
  }

  @Bean
  ApiSection ledgerApi(Ledger ledger, TrackingEvents tracking) {
    return new LedgerApi(ledger, tracking);
  }

  @Bean
  ApiSection operationsApi(
      OperationReader operations, OperationResolution resolution, DeadLetters deadLetters) {
    return new OperationsApi(operations, resolution, deadLetters);
  }

  @Bean
  ApiSection eventsApi(
      EventReader events, EventBell bell, GatewayProperties properties, MeterRegistry meters) {
    return new EventsApi(
        events,
        bell,
        new HeldReaders(properties.events().maxReaders(), meters),
        properties.api().maxWait());
  }

  @Bean
  ApiSection messagesApi(InboxReader inbox, MessageReplay replay) {
    return new MessagesApi(inbox, replay);
  }

  @Bean
  ApiSection partnersApi(
      Definitions definitions,
      PartnerRegistry partners,
      PartnerClients clients,
      InstantSource clock) {
    return new PartnersApi(partners, definitions.operations(), clients.policies(), clock);
  }

  @Bean
  ApiSection contractsApi(Definitions definitions) {
    return new ContractsApi(definitions.openApi(), definitions.asyncApi());
  }

  @Bean
  ApiServeStep apiServeStep(List<ApiSection> sections) {
    return new ApiServeStep(sections);
  }

  /** After the limits: what is wrong with those is told before a server is started, too. */
  @Bean
  @DependsOn("inboundLimits")
  Callers callers(GatewayProperties properties) {
    return new Callers(properties.api().clients());
  }

  @Bean
  ApiRequestStep apiRequestStep(Definitions definitions, Callers callers, InboundLimits limits) {
    return new ApiRequestStep(
        definitions.api(),
        callers,
        limits,
        new CardGuard(new CardData(Identifiers.of(definitions.tree()))));
  }
}
