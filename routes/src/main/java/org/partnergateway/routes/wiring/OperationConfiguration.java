package org.partnergateway.routes.wiring;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.definitions.GatewayMappings;
import org.partnergateway.routes.ledger.LedgerEvents;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.operations.CapabilityCheck;
import org.partnergateway.routes.operations.ContextReader;
import org.partnergateway.routes.operations.DeadLetters;
import org.partnergateway.routes.operations.FetchedPapers;
import org.partnergateway.routes.operations.FollowUps;
import org.partnergateway.routes.operations.KeptAnswers;
import org.partnergateway.routes.operations.KeyKeeper;
import org.partnergateway.routes.operations.ManyResults;
import org.partnergateway.routes.operations.MappingInputs;
import org.partnergateway.routes.operations.NextTry;
import org.partnergateway.routes.operations.OpenChoice;
import org.partnergateway.routes.operations.OperationDrafts;
import org.partnergateway.routes.operations.OperationFailure;
import org.partnergateway.routes.operations.OperationFinisher;
import org.partnergateway.routes.operations.OperationRecorder;
import org.partnergateway.routes.operations.OperationRecovery;
import org.partnergateway.routes.operations.OperationResolution;
import org.partnergateway.routes.operations.OperationRunner;
import org.partnergateway.routes.operations.OperationService;
import org.partnergateway.routes.operations.OperationSuccess;
import org.partnergateway.routes.operations.OutcomeLookUp;
import org.partnergateway.routes.operations.PaperFetcher;
import org.partnergateway.routes.operations.PaperKeeper;
import org.partnergateway.routes.operations.PartnerChoice;
import org.partnergateway.routes.operations.QueuedOperations;
import org.partnergateway.routes.operations.Redirection;
import org.partnergateway.routes.operations.RunningOperations;
import org.partnergateway.routes.operations.Superseding;
import org.partnergateway.routes.operations.SureTransaction;
import org.partnergateway.routes.operations.UnderWay;
import org.partnergateway.routes.outbound.Dispatcher;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.outbound.RequestPreview;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.Share;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.operations.OperationClaims;
import org.partnergateway.routes.store.operations.OperationReader;
import org.partnergateway.routes.store.operations.Operations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.transaction.support.TransactionTemplate;

/** Durable operations, from their acceptance to their end. */
@Configuration(proxyBeanMethods = false)
public class OperationConfiguration {
  /**
   * What runs here works for operations, and so does its share of the store. Ends before the heart
   * does, so that what still runs is not taken for dead.
   */
  @Bean(destroyMethod = "close")
  @DependsOn("heartbeat")
  ExecutorService operationExecutor() {
    ThreadFactory threads = Thread.ofVirtual().name("operation-", 0).factory();
    return Executors.newThreadPerTaskExecutor(
        task ->
            threads.newThread(
                () -> {
                  Share.WRITES.use();
                  task.run();
                }));
  }

  @Bean
  OperationRecorder operationRecorder(
      Operations operations, OperationReader reader, LedgerEvents events) {
    return new OperationRecorder(operations, reader, events);
  }

  @Bean
  FollowUps followUps(Operations operations, Ids ids) {
    return new FollowUps(operations, ids);
  }

  @Bean
  OperationSuccess operationSuccess(
      OperationRecorder recorder,
      LedgerWriter writer,
      Ledger ledger,
      GatewayMappings mappings,
      PaperKeeper papers,
      FollowUps followUps,
      List<ManyResults> manyResults,
      InstantSource clock) {
    return new OperationSuccess(
        recorder, writer, ledger, mappings, papers, followUps, manyResults, clock);
  }

  @Bean
  OperationFailure operationFailure(
      OperationRecorder recorder, LedgerWriter ledger, InstantSource clock) {
    NextTry next = new NextTry(clock, most -> ThreadLocalRandom.current().nextLong(most));
    return new OperationFailure(recorder, ledger, next, clock);
  }

  @Bean
  OperationFinisher operationFinisher(
      OperationSuccess success,
      OperationFailure failure,
      OperationRecorder recorder,
      PaperKeeper papers,
      KeptAnswers kept,
      InstantSource clock) {
    FetchedPapers fetched = new FetchedPapers(recorder, papers, clock);
    return new OperationFinisher(success, failure, fetched, kept);
  }

  @Bean
  SureTransaction sureTransaction(TransactionTemplate transactions) {
    return new SureTransaction(transactions);
  }

  @Bean
  OperationRunner operationRunner(
      Operations operations,
      ContextReader contexts,
      MappingInputs inputs,
      Dispatcher dispatcher,
      OperationFinisher finisher,
      Redirection redirection,
      SureTransaction transactions,
      RunningOperations running,
      InstantSource clock) {
    return new OperationRunner(
        operations,
        contexts,
        inputs,
        dispatcher,
        finisher,
        redirection,
        transactions,
        running,
        clock);
  }

  @Bean
  OperationDrafts operationDrafts(
      GatewayMappings mappings,
      MappingInputs inputs,
      Operations operations,
      Ledger ledger,
      LedgerWriter writer,
      OperationClaims claims,
      OperationRecorder recorder,
      List<UnderWay> underWay,
      InstantSource clock) {
    Superseding superseding = new Superseding(claims, recorder, clock);
    return new OperationDrafts(mappings, inputs, operations, ledger, writer, superseding, underWay);
  }

  @Bean
  QueuedOperations queuedOperations(
      Operations operations,
      ContextReader contexts,
      CapabilityCheck capabilities,
      OperationDrafts drafts,
      Ids ids,
      InstantSource clock) {
    return new QueuedOperations(operations, contexts, capabilities, drafts, ids, clock);
  }

  @Bean
  CapabilityCheck capabilityCheck(PartnerRegistry partners) {
    return new CapabilityCheck(partners);
  }

  @Bean
  OperationService operationService(
      Operations operations,
      OperationClaims claims,
      OperationReader reader,
      ContextReader contexts,
      PartnerChoice choice,
      List<OpenChoice> openChoices,
      PartnerRegistry partners,
      CapabilityCheck capabilities,
      OperationDrafts drafts,
      OperationRunner runner,
      TransactionTemplate transactions,
      Ids ids,
      ExecutorService operationExecutor,
      InstantSource clock) {
    return new OperationService(
        operations,
        claims,
        reader,
        contexts,
        choice,
        openChoices,
        partners,
        capabilities,
        drafts,
        runner,
        transactions,
        ids,
        operationExecutor,
        clock);
  }

  @Bean
  OutcomeLookUp outcomeLookUp(
      ContextReader contexts,
      MappingInputs inputs,
      Dispatcher dispatcher,
      OperationFinisher finisher,
      KeptAnswers kept,
      SureTransaction transactions,
      InstantSource clock) {
    return new OutcomeLookUp(contexts, inputs, dispatcher, finisher, kept, transactions, clock);
  }

  @Bean
  OperationRecovery operationRecovery(
      OperationClaims claims,
      PartnerRegistry partners,
      OperationRunner runner,
      OutcomeLookUp lookUps,
      ExecutorService operationExecutor,
      InstantSource clock) {
    return new OperationRecovery(claims, partners, runner, lookUps, operationExecutor, clock);
  }

  @Bean
  PaperFetcher paperFetcher(
      OperationReader reader,
      OperationClaims claims,
      PartnerRegistry partners,
      OperationRunner runner,
      FollowUps followUps,
      InstantSource clock) {
    return new PaperFetcher(reader, claims, partners, runner, followUps, clock);
  }

  @Bean
  OperationResolution operationResolution(
      OperationClaims claims,
      OperationReader reader,
      PartnerRegistry partners,
      ContextReader contexts,
      MappingInputs inputs,
      GatewayMappings mappings,
      OperationSuccess success,
      OperationFailure failure,
      TransactionTemplate transactions,
      InstantSource clock) {
    return new OperationResolution(
        claims,
        reader,
        partners,
        contexts,
        inputs,
        mappings,
        success,
        failure,
        transactions,
        clock);
  }

  @Bean
  DeadLetters deadLetters(
      OperationClaims claims,
      OperationReader reader,
      OperationRecorder recorder,
      PartnerRegistry partners,
      ContextReader contexts,
      MappingInputs inputs,
      OperationDrafts drafts,
      OperationRunner runner,
      TransactionTemplate transactions,
      ExecutorService operationExecutor,
      InstantSource clock) {
    return new DeadLetters(
        claims,
        reader,
        recorder,
        partners,
        contexts,
        inputs,
        drafts,
        new RequestPreview(partners),
        runner,
        transactions,
        operationExecutor,
        clock);
  }

  @Bean
  KeyKeeper keyKeeper(OperationReader reader, GatewayProperties properties, InstantSource clock) {
    return new KeyKeeper(reader, properties.operations().keepKeysFor(), clock);
  }
}
