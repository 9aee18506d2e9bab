package org.partnergateway.routes.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.definitions.CanonicalOperations;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.operations.OperationRequest;
import org.partnergateway.routes.operations.OperationService;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.LedgerEntry;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.Operations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Payments that buyers have delegated, by the same canonical operations that internal services ask
 * for, so with the same record, key at the provider, look-up and repeat. Which of them was asked is
 * told by a key that the question fixes: it is authorized once, whoever goes on with it.
 */
final class DelegatedPayments {
  private static final Logger LOG = LoggerFactory.getLogger(DelegatedPayments.class);

  /** No client can have this name. */
  private static final String CALLER = "(questions)";

  private static final String AUTHORIZE = "authorize-payment";
  private static final String CANCEL = "cancel-payment";
  private static final String PAYMENT = "payment";
  private static final Duration WAIT = Duration.ofSeconds(20);

  private final OperationService service;
  private final Operations operations;
  private final CanonicalOperations catalog;
  private final PartnerRegistry partners;
  private final Ledger ledger;

  DelegatedPayments(
      OperationService service,
      Operations operations,
      CanonicalOperations catalog,
      PartnerRegistry partners,
      Ledger ledger) {
    this.service = service;
    this.operations = operations;
    this.catalog = catalog;
    this.partners = partners;
    this.ledger = ledger;
  }

  /** Whether that partner can be asked for payments. */
  boolean takes(String provider) {
    return partners.findOperation(provider, AUTHORIZE) != null;
  }

  /** What a payment is asked with. */
  static ObjectNode request(PaidState state, String token) {
    ObjectNode body = StrictJson.nodes().objectNode();
    body.put("order_id", state.orderId());
    body.put("partner", state.provider());
    body.set("amount", state.total());
    body.putObject("payment_method").put("type", "token").put("token", token);
    String number = state.checkout().path("order").path("order_number").textValue();
    if (number != null) {
      body.put("description", "Order " + number);
    }
    return body;
  }

  /**
   * Asks for the payment and waits for a while.
   *
   * @return the operation as it now stands; empty when it wasn't accepted, and so not begun
   */
  Optional<Operation> authorize(String key, ObjectNode body) throws InterruptedException {
    return submit(AUTHORIZE, key, body, Map.of());
  }

  /** The same, without asking. */
  Optional<Operation> authorized(String key, ObjectNode body) {
    return standing(AUTHORIZE, key, body);
  }

  /** Lets a payment go that can't be used. */
  Optional<Operation> cancel(String key, String payment) throws InterruptedException {
    return submit(CANCEL, key, StrictJson.nodes().objectNode(), Map.of(PAYMENT, payment));
  }

  private Optional<Operation> submit(
      String operation, String key, ObjectNode body, Map<String, String> targets)
      throws InterruptedException {
    try {
      service.submit(
          new OperationRequest(
              catalog.get(operation),
              CALLER,
              key,
              fingerprint(operation, body),
              body,
              false,
              targets),
          WAIT);
    } catch (ProblemException e) {
      // What stands under the key says more than the answer: a repeat is told that it is under way.
      LOG.info("{} under {}: {}", operation, key, e.problem().detail());
    }
    return standing(operation, key, body);
  }

  private Optional<Operation> standing(String operation, String key, ObjectNode body) {
    return operations
        .standing(CALLER, key, fingerprint(operation, body))
        .map(accepted -> accepted.operation());
  }

  private static Fingerprint fingerprint(String operation, ObjectNode body) {
    return Fingerprint.of(operation, StrictJson.write(body));
  }

  /** The payment that an operation has made. */
  @Nullable JsonNode payment(Operation operation) {
    return ledger
        .find(PAYMENT, operation.asked().resource())
        .map(LedgerEntry::document)
        .orElse(null);
  }
}
