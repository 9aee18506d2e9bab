package org.partnergateway.adapters.service;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.partnergateway.adapters.definition.AuthDefinition;
import org.partnergateway.adapters.definition.Besides;
import org.partnergateway.adapters.definition.IdempotencyKey;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.PartnerDefinition;
import org.partnergateway.adapters.definition.PartnerKind;
import org.partnergateway.adapters.definition.TextSource;
import org.partnergateway.adapters.failure.ErrorRule;
import org.partnergateway.adapters.failure.ErrorTable;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.Policy;
import org.partnergateway.adapters.transport.Origin;
import org.partnergateway.contracts.cards.CardMask;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.contracts.http.HttpOperation;

/**
 * An internal service as the partners' client sees it: with timeouts, a breaker, a bulkhead and
 * retries, its own key on what it may be asked more than once.
 */
public final class InternalService {
  /** Under which name it stands in meters and policies, where no partner has it. */
  private static final String NAME = "service:%s";

  private static final String KEY_HEADER = "Idempotency-Key";

  /** As its contract asks of it. */
  private static final Duration KEY_VALID_FOR = Duration.ofDays(7);

  /** Refusals of these kinds take no effect, and the caller is told why. */
  private static final Set<Integer> REFUSALS = Set.of(402, 404, 405, 409, 410, 422);

  private InternalService() {}

  /** The name of a service among partners. */
  public static String id(String service) {
    return NAME.formatted(service);
  }

  /**
   * The service, every operation of its contract among what it can be asked.
   *
   * @param standard the policy that holds where the operator says nothing
   * @param source the contract's file
   */
  public static Partner of(
      String service,
      ServiceSettings settings,
      HttpContract contract,
      Policy standard,
      YamlTree source) {
    Policy policy =
        new Policy(
            new Policy.Timeouts(settings.connectTimeout(), settings.timeout()),
            null,
            standard.breaker(),
            new Policy.BulkheadSettings(settings.maxConcurrent(), settings.maxConcurrent()),
            standard.retry(),
            null,
            standard.durableRetry());
    Map<String, OperationDefinition> operations = new LinkedHashMap<>();
    for (HttpOperation operation : contract.operations()) {
      operations.put(operation.id(), operation(operation, contract.path(), policy));
    }
    PartnerDefinition definition =
        new PartnerDefinition(
            id(service),
            service,
            PartnerKind.MARKETPLACE,
            settings.url(),
            Set.of(),
            Map.of(),
            List.of("token"),
            List.of(),
            new AuthDefinition.Bearer("token"),
            null,
            List.of(),
            Map.of("Accept", new TextSource.Fixed("application/json, application/problem+json")),
            errors(),
            policy,
            operations,
            Map.of(),
            Map.of(),
            Map.of(),
            null,
            null,
            Map.of(),
            null,
            CardMask.NONE,
            Map.of(),
            source);
    return new Partner(
        definition,
        settings.url(),
        null,
        Set.of(Origin.of(settings.url())),
        Map.of("token", settings.token()),
        Map.of(),
        List.of());
  }

  private static OperationDefinition operation(
      HttpOperation operation, String contract, Policy policy) {
    boolean read = operation.method().equals("GET");
    return new OperationDefinition(
        operation.id(),
        contract,
        operation.id(),
        OperationDefinition.DEFAULT_GROUP,
        read ? null : new IdempotencyKey(KEY_HEADER, KEY_VALID_FOR, null),
        read,
        List.of(),
        List.of(),
        policy,
        false,
        null,
        Besides.NOTHING);
  }

  private static ErrorTable errors() {
    return new ErrorTable(
        List.of(JsonPointer.compile("/code")),
        List.of(JsonPointer.compile("/detail"), JsonPointer.compile("/title")),
        List.of(
            new ErrorRule(REFUSALS, Set.of(), Failure.DECLINED, null),
            new ErrorRule(Set.of(403), Set.of(), Failure.UNAUTHORIZED, null)));
  }
}
