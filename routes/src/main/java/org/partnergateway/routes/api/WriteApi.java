package org.partnergateway.routes.api;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.definitions.CanonicalOperation;
import org.partnergateway.routes.definitions.CanonicalOperations;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.operations.OperationRequest;
import org.partnergateway.routes.operations.OperationService;
import org.partnergateway.routes.store.Fingerprint;

/** Every operation of the catalog that changes something at a partner. */
public final class WriteApi implements ApiSection {
  private static final String ID_SUFFIX = "_id";

  private final CanonicalOperations catalog;
  private final HttpContract contract;
  private final OperationService service;
  private final List<BulkWrite> bulkWrites;
  private final GatewayProperties.Api properties;

  public WriteApi(
      CanonicalOperations catalog,
      HttpContract contract,
      OperationService service,
      List<BulkWrite> bulkWrites,
      GatewayProperties.Api properties) {
    this.catalog = catalog;
    this.contract = contract;
    this.service = service;
    this.bulkWrites = List.copyOf(bulkWrites);
    this.properties = properties;
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    Map<String, ApiHandler> handlers = new HashMap<>();
    for (CanonicalOperation operation : catalog.all()) {
      if (!operation.isRead() && operation.api() != null) {
        HttpOperation http = contract.operation(operation.api());
        handlers.put(operation.api(), request -> write(operation, http, request));
      }
    }
    return handlers;
  }

  private Answer write(CanonicalOperation operation, HttpOperation http, ApiRequest request)
      throws InterruptedException {
    String key = request.idempotencyKey();
    if (key == null) {
      throw new IllegalStateException(
          "the contract lets %s pass without an Idempotency-Key".formatted(http.id()));
    }
    for (BulkWrite bulk : bulkWrites) {
      if (bulk.takes(http, request)) {
        return bulk.write(http, request);
      }
    }
    String what = http.method() + " " + http.expandPath(request.path());
    return service.submit(
        new OperationRequest(
            operation,
            request.caller(),
            key,
            Fingerprint.of(what, request.rawBody()),
            request.object(),
            request.preference().respondAsync(),
            targets(request)),
        wait(request.preference()));
  }

  /** What the path names: {@code payment_id} is the id of a payment. */
  private static Map<String, String> targets(ApiRequest request) {
    Map<String, String> targets = new HashMap<>();
    request
        .path()
        .forEach(
            (name, id) -> targets.put(name.substring(0, name.length() - ID_SUFFIX.length()), id));
    return targets;
  }

  private Duration wait(Preference preference) {
    Duration wait =
        preference.patience() == null ? properties.defaultWait() : preference.patience();
    return wait.compareTo(properties.maxWait()) < 0 ? wait : properties.maxWait();
  }
}
