package org.partnergateway.routes.wiring;

import java.time.Duration;
import java.time.InstantSource;
import org.partnergateway.routes.api.InventoryUpdatesApi;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.inventory.InventoryDispatch;
import org.partnergateway.routes.inventory.InventoryIntake;
import org.partnergateway.routes.inventory.InventoryOutcomes;
import org.partnergateway.routes.inventory.ToldTogether;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.operations.QueuedOperations;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.inventory.InventoryQueue;
import org.partnergateway.routes.store.inventory.InventoryUpdates;
import org.partnergateway.routes.store.ledger.Ledger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Stock in bulk. */
@Configuration(proxyBeanMethods = false)
public class InventoryConfiguration {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration FORGET_EVERY = Duration.ofMinutes(1);
  private static final int FORGOTTEN_AT_ONCE = 100;

  @Bean
  InventoryUpdates inventoryUpdates(JdbcClient jdbc, InstantSource clock) {
    return new InventoryUpdates(jdbc, clock);
  }

  @Bean
  InventoryQueue inventoryQueue(JdbcClient jdbc, InstantSource clock, InventoryUpdates updates) {
    return new InventoryQueue(jdbc, clock, updates);
  }

  @Bean
  ToldTogether toldTogether(InventoryQueue queue) {
    return new ToldTogether(queue);
  }

  @Bean
  InventoryIntake inventoryIntake(
      Definitions definitions,
      PartnerRegistry partners,
      InventoryUpdates updates,
      TransactionTemplate transactions,
      Ids ids,
      InstantSource clock) {
    return new InventoryIntake(
        definitions.operations(), partners, updates, transactions, ids, clock);
  }

  @Bean
  InventoryUpdatesApi inventoryUpdatesApi(InventoryIntake intake, InventoryUpdates updates) {
    return new InventoryUpdatesApi(intake, updates);
  }

  @Bean
  InventoryOutcomes inventoryOutcomes(
      InventoryQueue queue,
      Ledger ledger,
      LedgerWriter writer,
      TransactionTemplate transactions,
      Ids ids,
      InstantSource clock) {
    return new InventoryOutcomes(queue, ledger, writer, transactions, ids, clock);
  }

  @Bean
  RecurringWork inventoryDispatch(
      PartnerRegistry partners,
      InventoryQueue queue,
      InventoryOutcomes outcomes,
      QueuedOperations operations,
      TransactionTemplate transactions) {
    return new RecurringWork(
        "inventory-dispatch",
        LOOK_EVERY,
        new InventoryDispatch(partners, queue, outcomes, operations, transactions));
  }

  /** By itself, so that thousands of levels hold up no figure that waits. */
  @Bean
  RecurringWork inventoryLedger(InventoryOutcomes outcomes) {
    return new RecurringWork("inventory-ledger", LOOK_EVERY, outcomes::tellLedger);
  }

  /** As long as keys of operations are remembered, those of updates are. */
  @Bean
  RecurringWork forgetInventoryUpdates(
      InventoryUpdates updates, GatewayProperties properties, InstantSource clock) {
    Duration keepFor = properties.operations().keepKeysFor();
    return new RecurringWork(
        "forget-inventory-updates",
        FORGET_EVERY,
        () -> updates.forgetBefore(clock.instant().minus(keepFor), FORGOTTEN_AT_ONCE));
  }
}
