package org.partnergateway.routes.wiring;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.partnergateway.contracts.cards.CardData;
import org.partnergateway.contracts.cards.Identifiers;
import org.partnergateway.routes.api.ApiSection;
import org.partnergateway.routes.api.BatchesApi;
import org.partnergateway.routes.batches.BatchForms;
import org.partnergateway.routes.batches.BatchKind;
import org.partnergateway.routes.batches.BatchNews;
import org.partnergateway.routes.batches.BatchSweep;
import org.partnergateway.routes.batches.BatchWork;
import org.partnergateway.routes.batches.BatchWorker;
import org.partnergateway.routes.batches.Batches;
import org.partnergateway.routes.batches.Reports;
import org.partnergateway.routes.batches.kinds.OperationKind;
import org.partnergateway.routes.batches.kinds.OrderKind;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.definitions.CanonicalOperations;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.ledger.LedgerEvents;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.operations.OperationService;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.batches.BatchContent;
import org.partnergateway.routes.store.batches.BatchErrors;
import org.partnergateway.routes.store.batches.BatchRows;
import org.partnergateway.routes.store.batches.BatchSteps;
import org.partnergateway.routes.store.batches.Uploads;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Many lines at once: how they come in, what becomes of them, and who works on them. */
@Configuration(proxyBeanMethods = false)
public class BatchConfiguration {
  private static final Duration SETTLE_EVERY = Duration.ofSeconds(1);
  private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

  @Bean
  BatchKind inventoryLevelsKind(
      Definitions definitions, OperationService service, TransactionTemplate transactions) {
    return operations(
        "inventory-levels", "publish-inventory-level", definitions, service, transactions);
  }

  @Bean
  BatchKind shipmentsKind(
      Definitions definitions, OperationService service, TransactionTemplate transactions) {
    return operations("shipments", "book-shipment", definitions, service, transactions);
  }

  @Bean
  BatchKind refundsKind(
      Definitions definitions, OperationService service, TransactionTemplate transactions) {
    return operations("refunds", "refund-payment", definitions, service, transactions);
  }

  private static BatchKind operations(
      String name,
      String operation,
      Definitions definitions,
      OperationService service,
      TransactionTemplate transactions) {
    CanonicalOperations catalog = definitions.operations();
    return new OperationKind(
        name,
        catalog.get(operation),
        operation.replace('-', '_') + ".yaml",
        service,
        savepoint(transactions));
  }

  @Bean
  BatchKind ordersKind(LedgerWriter ledger, TransactionTemplate transactions, InstantSource clock) {
    return new OrderKind(ledger, savepoint(transactions), clock);
  }

  private static TransactionTemplate savepoint(TransactionTemplate transactions) {
    TransactionTemplate nested =
        new TransactionTemplate(Objects.requireNonNull(transactions.getTransactionManager()));
    nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    return nested;
  }

  @Bean
  BatchForms batchForms(
      List<BatchKind> kinds,
      Definitions definitions,
      PartnerRegistry partners,
      ObjectProvider<Reports> reports) {
    return new BatchForms(kinds, definitions.schemas(), partners, reports.getIfAvailable());
  }

  @Bean
  Uploads batchUploads(JdbcClient jdbc, InstantSource clock) {
    return new Uploads(jdbc, clock);
  }

  @Bean
  BatchRows batchRows(JdbcClient jdbc, InstantSource clock) {
    return new BatchRows(jdbc, clock);
  }

  @Bean
  BatchContent batchContent(JdbcClient jdbc) {
    return new BatchContent(jdbc);
  }

  @Bean
  BatchErrors batchErrors(JdbcClient jdbc) {
    return new BatchErrors(jdbc);
  }

  @Bean
  BatchWork batchWork(
      BatchRows rows,
      JdbcTemplate jdbc,
      BatchContent content,
      BatchErrors errors,
      TransactionTemplate transactions,
      InstantSource clock) {
    return new BatchWork(rows, new BatchSteps(jdbc, clock), content, errors, transactions);
  }

  @Bean
  BatchNews batchNews(LedgerEvents events) {
    return new BatchNews(events);
  }

  @Bean
  Batches batches(
      BatchForms forms,
      Uploads uploads,
      BatchRows rows,
      BatchNews news,
      TransactionTemplate transactions,
      Ids ids,
      GatewayProperties properties) {
    return new Batches(
        forms, uploads, rows, news, transactions, ids, properties.batches().maxSize().toBytes());
  }

  @Bean
  BatchSweep batchSweep(
      BatchWork work,
      Uploads uploads,
      BatchNews news,
      GatewayProperties properties,
      InstantSource clock) {
    return new BatchSweep(work, uploads, news, properties.batches().keepFor(), clock);
  }

  @Bean
  RecurringWork batchOutcomes(BatchSweep sweep) {
    return new RecurringWork("batch-outcomes", SETTLE_EVERY, sweep::settle);
  }

  @Bean
  RecurringWork forgetBatches(BatchSweep sweep) {
    return new RecurringWork("forget-batches", FORGET_EVERY, sweep::forget);
  }

  @Bean(destroyMethod = "close")
  BatchWorker batchWorker(
      BatchForms forms,
      BatchWork work,
      BatchSweep sweep,
      Definitions definitions,
      GatewayProperties properties) {
    GatewayProperties.Batches settings = properties.batches();
    return new BatchWorker(
        forms,
        work,
        sweep,
        new CardData(Identifiers.of(definitions.tree())),
        new BatchWorker.Settings(settings.parallel(), settings.operationsAtOnce()));
  }

  @Bean
  ApiSection batchesApi(
      Batches batches,
      BatchRows rows,
      BatchErrors errors,
      BatchContent content,
      BatchWorker worker) {
    return new BatchesApi(batches, rows, errors, content, worker);
  }
}
