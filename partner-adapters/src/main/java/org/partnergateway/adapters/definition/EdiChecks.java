package org.partnergateway.adapters.definition;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.EdiDefinition.Transaction;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.contracts.edi.EdiStandard;
import org.partnergateway.contracts.json.JsonPointers;

/** Checks that what an adapter file says about interchanges fits together. */
final class EdiChecks {
  private final PartnerDefinition partner;
  private final BiConsumer<String, String> problem;

  /**
   * @param problem is told a pointer and what is wrong there
   */
  EdiChecks(PartnerDefinition partner, BiConsumer<String, String> problem) {
    this.partner = partner;
    this.problem = problem;
  }

  void run() {
    partner
        .edi()
        .agreements()
        .forEach(
            (standard, agreement) -> {
              for (int i = 0; i < agreement.channels().size(); i++) {
                channel(
                    "/edi/%s/channels/%d".formatted(standard.word(), i),
                    agreement.channels().get(i));
              }
            });
    Map<String, String> messages = new HashMap<>();
    for (MessageDefinition message : partner.messages().values()) {
      Transaction transaction = message.transaction();
      if (transaction != null) {
        String pointer = JsonPointers.append("/messages", message.name()) + "/transaction";
        check(pointer, transaction);
        String other = messages.put(transaction.type(), message.name());
        if (other != null) {
          problem.accept(pointer, "is the one of \"%s\" already".formatted(other));
        }
      }
    }
    for (OperationDefinition operation : partner.operations().values()) {
      operation(JsonPointers.append("/operations", operation.name()), operation);
    }
  }

  private void channel(String pointer, String name) {
    if (!partner.channels().containsKey(name)) {
      problem.accept(
          pointer,
          "names the channel \"%s\", which this file does not have%s"
              .formatted(name, Spelling.suggest(name, partner.channels().keySet())));
    }
  }

  private void operation(String pointer, OperationDefinition operation) {
    @Nullable Transaction transaction = operation.transaction();
    if (transaction != null) {
      check(pointer + "/transaction", transaction);
      if (transaction.standard() == EdiStandard.X12 && transaction.functionalId().isEmpty()) {
        problem.accept(pointer, "needs functional_id, which the group of a transaction names");
      }
    } else if (!operation.byEvents() && partner.baseUrl().equals(PartnerDefinition.NOWHERE)) {
      problem.accept(pointer, "is asked by HTTP, so base_url, hosts and auth must say where");
    }
  }

  private void check(String pointer, Transaction transaction) {
    EdiStandard standard = transaction.standard();
    if (partner.edi().of(standard) == null) {
      problem.accept(
          pointer, "is of %s, on which /edi/%s says nothing".formatted(standard, standard.word()));
    }
  }
}
