package org.partnergateway.adapters.client;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.partnergateway.adapters.auth.AuthSchemes;
import org.partnergateway.adapters.auth.Proofs;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.policy.PolicyRegistry;
import org.partnergateway.adapters.policy.RetryBudget;
import org.partnergateway.adapters.policy.RetryPolicy;
import org.partnergateway.adapters.time.Time;
import org.partnergateway.adapters.transport.Egress;
import org.partnergateway.adapters.transport.HttpTransport;
import org.partnergateway.adapters.transport.Transport;

/**
 * A client for every configured partner.
 *
 * <p>Limits, breakers and budgets outlive the clients: {@link #use} may be called again with other
 * definitions, and what was learned of a partner stays.
 */
public final class PartnerClients implements AutoCloseable {
  // Token endpoints share the pool but not the bulkheads.
  private static final int SPARE_CONNECTIONS = 2;

  private final Vertx vertx;
  private final MeterRegistry meters;
  private final Time time;
  private final PolicyRegistry policies;
  private final PolicyGauges gauges;
  private volatile Map<String, PartnerClient> clients = Map.of();

  /** No clients yet. Vert.x stays the caller's to close. */
  public PartnerClients(Vertx vertx, MeterRegistry meters) {
    this(vertx, meters, Time.SYSTEM);
  }

  /** The same, by another time. */
  public PartnerClients(Vertx vertx, MeterRegistry meters, Time time) {
    this(vertx, meters, time, new PolicyRegistry(time));
  }

  /** The same, with limits that may be shared with other replicas. */
  public PartnerClients(Vertx vertx, MeterRegistry meters, Time time, PolicyRegistry policies) {
    this.vertx = vertx;
    this.meters = meters;
    this.time = time;
    this.policies = policies;
    this.gauges = new PolicyGauges(meters, policies);
  }

  /** Makes clients for those of the partners that are configured; closes the ones before. */
  public synchronized void use(Collection<Partner> partners) {
    Map<String, PartnerClient> next = new HashMap<>();
    for (Partner partner : partners) {
      if (partner.configured()) {
        next.put(partner.id(), client(partner));
      }
    }
    Map<String, PartnerClient> before = clients;
    clients = Map.copyOf(next);
    before.values().forEach(PartnerClient::close);
  }

  /** The partner's client; empty when it is unknown or not configured. */
  public Optional<PartnerClient> find(String partner) {
    return Optional.ofNullable(clients.get(partner));
  }

  /** Breakers, limiters and bulkheads by name. */
  public PolicyRegistry policies() {
    return policies;
  }

  @Override
  public synchronized void close() {
    Map<String, PartnerClient> before = clients;
    clients = Map.of();
    before.values().forEach(PartnerClient::close);
  }

  private PartnerClient client(Partner partner) {
    Transport transport =
        new HttpTransport(
            vertx,
            new Egress(partner.id(), partner.origins()),
            partner.definition().policy().timeouts().connect(),
            connections(partner));
    return client(partner, transport);
  }

  /** A client over that transport. */
  PartnerClient client(Partner partner, Transport transport) {
    AuthSchemes auth = new AuthSchemes(partner, transport, time);
    RetryBudget budget = policies.budget(partner.id());
    Map<String, OperationRuntime> operations =
        partner.definition().operations().values().stream()
            .collect(
                Collectors.toMap(OperationDefinition::name, o -> runtime(partner, o, auth.of(o))));
    return new PartnerClient(partner, operations, auth, transport, budget, time);
  }

  private OperationRuntime runtime(Partner partner, OperationDefinition operation, Proofs proofs) {
    String limit = operation.ownRateLimit() ? operation.name() : null;
    RetryPolicy retry =
        new RetryPolicy(
            operation.policy().retry(),
            policies.budget(partner.id()),
            most -> ThreadLocalRandom.current().nextLong(most),
            time);
    OperationRuntime runtime =
        new OperationRuntime(
            operation,
            proofs,
            policies.guard(partner.id(), limit, operation.group(), operation.policy()),
            retry,
            new OperationMeters(meters, partner.id(), operation.name()));
    gauges.register(partner.id(), operation);
    return runtime;
  }

  private static int connections(Partner partner) {
    Set<String> groups = new HashSet<>();
    int connections = SPARE_CONNECTIONS;
    for (OperationDefinition operation : partner.definition().operations().values()) {
      if (groups.add(operation.group())) {
        connections += operation.policy().bulkhead().maxConcurrent();
      }
    }
    return connections;
  }
}
