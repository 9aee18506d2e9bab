package org.partnergateway.routes.edi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.EdiDefinition.Agreement;
import org.partnergateway.adapters.definition.EdiDefinition.Transaction;
import org.partnergateway.adapters.definition.MessageDefinition;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.contracts.edi.EdiContract;
import org.partnergateway.contracts.edi.EdiStandard;
import org.partnergateway.routes.definitions.Definitions;

/** The partners that interchanges go to and come from. */
public final class EdiPartners {
  private final Map<String, Map<EdiStandard, EdiAgreement>> agreements = new HashMap<>();
  private final Map<String, SentTransaction> sent = new HashMap<>();

  /** What an operation of a partner sends. */
  record SentTransaction(EdiAgreement agreement, Transaction definition, EdiContract contract) {
    /** GS08, or what follows the type in UNH. */
    String release() {
      return definition.release().isEmpty() ? agreement.release() : definition.release();
    }
  }

  public EdiPartners(Definitions definitions, Iterable<Partner> partners) {
    for (Partner partner : partners) {
      partner
          .definition()
          .edi()
          .agreements()
          .values()
          .forEach(agreed -> add(definitions, partner, agreed));
      partner.definition().operations().values().stream()
          .filter(OperationDefinition::byFile)
          .forEach(operation -> add(definitions, partner, operation));
    }
  }

  private void add(Definitions definitions, Partner partner, Agreement agreed) {
    Map<String, EdiAgreement.Message> messages = new HashMap<>();
    for (MessageDefinition message : partner.definition().messages().values()) {
      Transaction transaction = message.transaction();
      if (transaction != null && transaction.standard() == agreed.standard()) {
        messages.put(
            transaction.type(),
            new EdiAgreement.Message(
                message.name(), definitions.contracts().edi(partner.id(), transaction.contract())));
      }
    }
    agreements
        .computeIfAbsent(partner.id(), id -> new HashMap<>())
        .put(
            agreed.standard(),
            EdiAgreement.of(
                partner,
                agreed,
                definitions.contracts().edi(partner.id(), agreed.acknowledgement()),
                messages));
  }

  private void add(Definitions definitions, Partner partner, OperationDefinition operation) {
    Transaction transaction = operation.transaction();
    if (transaction == null) {
      return;
    }
    EdiAgreement agreement = find(partner.id(), transaction.standard());
    if (agreement == null) {
      throw new IllegalStateException("the check of adapter files makes sure of edi");
    }
    sent.put(
        partner.id() + "/" + operation.name(),
        new SentTransaction(
            agreement,
            transaction,
            definitions.contracts().edi(partner.id(), transaction.contract())));
  }

  /** What is agreed with the partner; null when nothing is. */
  @Nullable EdiAgreement find(String partner, EdiStandard standard) {
    return agreements.getOrDefault(partner, Map.of()).get(standard);
  }

  /** All that is agreed with anybody. */
  List<EdiAgreement> all() {
    return agreements.values().stream().flatMap(one -> one.values().stream()).toList();
  }

  /** What the operation sends. */
  SentTransaction sent(String partner, String operation) {
    SentTransaction found = sent.get(partner + "/" + operation);
    if (found == null) {
      throw new IllegalArgumentException(
          "%s of %s sends no transaction".formatted(operation, partner));
    }
    return found;
  }
}
