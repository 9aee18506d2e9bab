package org.partnergateway.routes.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.apache.camel.CamelContext;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.events.EventCheck;
import org.partnergateway.routes.inbound.InboxDelivery;
import org.partnergateway.routes.inbound.InboxGauges;
import org.partnergateway.routes.inbound.InboxWorker;
import org.partnergateway.routes.inbound.MessageReplay;
import org.partnergateway.routes.inbound.OrderRefresh;
import org.partnergateway.routes.inbound.Poller;
import org.partnergateway.routes.inbound.RetrySchedule;
import org.partnergateway.routes.ledger.DocumentMerge;
import org.partnergateway.routes.ledger.DocumentSchemas;
import org.partnergateway.routes.ledger.LedgerEvents;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.ledger.TrackingWriter;
import org.partnergateway.routes.operations.ContextReader;
import org.partnergateway.routes.operations.KeptAnswers;
import org.partnergateway.routes.operations.LookUps;
import org.partnergateway.routes.operations.MappingInputs;
import org.partnergateway.routes.operations.PaperKeeper;
import org.partnergateway.routes.operations.PartnerChoice;
import org.partnergateway.routes.operations.RunningOperations;
import org.partnergateway.routes.outbound.Dispatcher;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.steps.DirectRoutes;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.events.EventLog;
import org.partnergateway.routes.store.inbox.Inbox;
import org.partnergateway.routes.store.inbox.InboxReader;
import org.partnergateway.routes.store.inbox.InboxWork;
import org.partnergateway.routes.store.ledger.Documents;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.TrackingEvents;
import org.partnergateway.routes.store.operations.ContractViolations;
import org.partnergateway.routes.store.operations.Operations;
import org.partnergateway.routes.store.questions.OrderDrafts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ways that messages go: outbound calls, inbound messages, and the ledger between them. What
 * operations need besides is in {@link OperationConfiguration}.
 */
@Configuration(proxyBeanMethods = false)
public class FlowConfiguration {
  @Bean
  RunningOperations runningOperations(Operations operations) {
    return new RunningOperations(operations);
  }

  @Bean
  LedgerEvents ledgerEvents(
      EventLog log, Ids ids, InstantSource clock, Definitions definitions, MeterRegistry meters) {
    return new LedgerEvents(log, ids, clock, new EventCheck(definitions.events(), meters));
  }

  @Bean
  LedgerWriter ledgerWriter(
      Definitions definitions,
      Ledger ledger,
      LedgerEvents events,
      TrackingEvents tracking,
      Ids ids,
      InstantSource clock) {
    return new LedgerWriter(
        ledger,
        events,
        new DocumentMerge(definitions.statuses()),
        new DocumentSchemas(definitions.schemas()),
        new TrackingWriter(tracking, events, ledger, definitions.statuses()),
        ids,
        clock);
  }

  @Bean
  MappingInputs mappingInputs(InstantSource clock) {
    return new MappingInputs(clock);
  }

  @Bean
  DirectRoutes directRoutes(CamelContext camel) {
    return new DirectRoutes(camel);
  }

  @Bean
  Dispatcher dispatcher(DirectRoutes routes) {
    return new Dispatcher(routes);
  }

  @Bean
  ContextReader contextReader(Ledger ledger, OrderDrafts drafts) {
    return new ContextReader(ledger, drafts);
  }

  @Bean
  PartnerChoice partnerChoice(PartnerRegistry partners) {
    return new PartnerChoice(partners);
  }

  @Bean
  PaperKeeper paperKeeper(Documents documents, Ids ids) {
    return new PaperKeeper(documents, ids);
  }

  @Bean
  KeptAnswers keptAnswers(ContractViolations violations) {
    return new KeptAnswers(violations);
  }

  @Bean
  LookUps lookUps(MappingInputs inputs, Dispatcher dispatcher, KeptAnswers kept, Ids ids) {
    return new LookUps(inputs, dispatcher, kept, ids);
  }

  @Bean
  RetrySchedule retrySchedule(GatewayProperties properties) {
    return new RetrySchedule(properties.inbox().retryUnmatchedFor());
  }

  @Bean
  InboxDelivery inboxDelivery(DirectRoutes routes, RetrySchedule schedule, InstantSource clock) {
    return new InboxDelivery(routes, schedule, clock);
  }

  @Bean(destroyMethod = "")
  InboxWorker inboxWorker(
      InboxWork work,
      InboxDelivery delivery,
      RetrySchedule schedule,
      TransactionTemplate transactions,
      InstantSource clock) {
    return new InboxWorker(work, delivery, schedule, transactions, clock);
  }

  @Bean
  MessageReplay messageReplay(
      InboxWork work,
      InboxReader reader,
      InboxDelivery delivery,
      TransactionTemplate transactions,
      InstantSource clock) {
    return new MessageReplay(work, reader, delivery, transactions, clock);
  }

  @Bean
  InboxGauges inboxGauges(InboxReader reader, InstantSource clock) {
    return new InboxGauges(reader, clock);
  }

  @Bean
  Poller poller(
      PartnerRegistry partners,
      LookUps lookUps,
      Inbox inbox,
      InboxReader reader,
      InboxWorker worker,
      InstantSource clock) {
    return new Poller(partners, lookUps, inbox, reader, worker, clock);
  }

  @Bean
  OrderRefresh orderRefresh(
      LookUps lookUps, Inbox inbox, InboxWorker worker, Ledger ledger, InstantSource clock) {
    return new OrderRefresh(lookUps, inbox, worker, ledger, clock);
  }
}
