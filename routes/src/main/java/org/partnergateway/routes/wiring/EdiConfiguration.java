package org.partnergateway.routes.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.partnergateway.routes.api.ApiSection;
import org.partnergateway.routes.api.InterchangesApi;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.edi.CheckTransactionStep;
import org.partnergateway.routes.edi.EdiEvents;
import org.partnergateway.routes.edi.EdiPartners;
import org.partnergateway.routes.edi.GroupTaking;
import org.partnergateway.routes.edi.InterchangeAnswers;
import org.partnergateway.routes.edi.InterchangeHandler;
import org.partnergateway.routes.edi.InterchangeTaking;
import org.partnergateway.routes.edi.OutgoingInterchanges;
import org.partnergateway.routes.edi.OverdueAcknowledgements;
import org.partnergateway.routes.edi.PartnerAcknowledgements;
import org.partnergateway.routes.edi.QueueTransactionStep;
import org.partnergateway.routes.files.FileHandler;
import org.partnergateway.routes.files.OutgoingFiles;
import org.partnergateway.routes.inbound.InboxWorker;
import org.partnergateway.routes.ledger.LedgerEvents;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.steps.StepFactory;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.edi.ControlNumbers;
import org.partnergateway.routes.store.edi.Interchanges;
import org.partnergateway.routes.store.files.FileChunks;
import org.partnergateway.routes.store.inbox.Inbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** EDI: interchanges with partners. */
@Configuration(proxyBeanMethods = false)
public class EdiConfiguration {
  /** How long it is known which interchanges came: a year and what may be late of it. */
  private static final Duration KEPT = Duration.ofDays(400);

  private static final Duration LOOK_FOR_OVERDUE_EVERY = Duration.ofMinutes(1);
  private static final Duration FORGET_EVERY = Duration.ofHours(1);

  @Bean
  Interchanges interchanges(JdbcClient jdbc) {
    return new Interchanges(jdbc);
  }

  @Bean
  ControlNumbers controlNumbers(JdbcClient jdbc) {
    return new ControlNumbers(jdbc);
  }

  @Bean
  EdiPartners ediPartners(Definitions definitions, PartnerRegistry partners) {
    return new EdiPartners(definitions, partners.all());
  }

  @Bean
  EdiEvents ediEvents(Interchanges interchanges, LedgerEvents events) {
    return new EdiEvents(interchanges, events);
  }

  @Bean
  OutgoingInterchanges outgoingInterchanges(
      ControlNumbers numbers,
      Interchanges interchanges,
      OutgoingFiles files,
      Ids ids,
      InstantSource clock) {
    return new OutgoingInterchanges(numbers, interchanges, files, ids, clock);
  }

  @Bean
  FileHandler interchangeHandler(
      EdiPartners partners,
      ControlNumbers numbers,
      Interchanges interchanges,
      OutgoingInterchanges outgoing,
      OutgoingFiles files,
      FileChunks chunks,
      Inbox inbox,
      InboxWorker worker,
      EdiEvents told,
      PlatformTransactionManager manager,
      Ids ids,
      InstantSource clock) {
    TransactionTemplate nested = new TransactionTemplate(manager);
    nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    InterchangeAnswers answers = new InterchangeAnswers(outgoing, interchanges, files, chunks, ids);
    GroupTaking groups =
        new GroupTaking(
            interchanges,
            inbox,
            worker,
            answers,
            new PartnerAcknowledgements(interchanges, told, clock),
            nested);
    return new InterchangeHandler(
        partners,
        new InterchangeTaking(numbers, interchanges, answers, groups, told, nested, ids, clock));
  }

  @Bean
  StepFactory checkTransactionStep(EdiPartners partners) {
    return new CheckTransactionStep(partners);
  }

  @Bean
  StepFactory queueTransactionStep(EdiPartners partners, OutgoingInterchanges outgoing) {
    return new QueueTransactionStep(partners, outgoing);
  }

  @Bean
  ApiSection interchangesApi(Interchanges interchanges) {
    return new InterchangesApi(interchanges);
  }

  @Bean
  RecurringWork overdueAcknowledgementsWork(
      EdiPartners partners,
      Interchanges interchanges,
      EdiEvents events,
      TransactionTemplate transactions,
      MeterRegistry meters,
      InstantSource clock) {
    return new RecurringWork(
        "overdue-acknowledgements",
        LOOK_FOR_OVERDUE_EVERY,
        new OverdueAcknowledgements(partners, interchanges, events, transactions, meters, clock)
            ::tell);
  }

  @Bean
  RecurringWork interchangeRetentionWork(Interchanges interchanges, InstantSource clock) {
    return new RecurringWork(
        "forget-interchanges",
        FORGET_EVERY,
        () -> interchanges.forget(clock.instant().minus(KEPT)));
  }
}
