package org.partnergateway.adapters.definition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Problems;

/** Adapter files for tests. */
public final class AdapterFiles {
  private static final String SCHEMA = "contracts/definitions/partner.schema.yaml";

  /** Uses most of what an adapter file can say. */
  public static final String ACME =
      """
      id: acme
      name: Acme
      kind: carrier
      base_url: https://api.acme.example/v2
      hosts: [api.acme.example, auth.acme.example:8443]
      settings:
        account: {description: The account's number.}
        service: {description: The service., default: ground}
      credentials: [client_id, client_secret, hook]
      optional_credentials: [hook_before]
      auth:
        scheme: oauth2-client-credentials
        token_url: https://auth.acme.example:8443/token
        client_id: client_id
        client_secret: client_secret
      headers: {Accept: application/json}
      errors:
        code: [/errors/0/code, /code]
        message: [/errors/0/message]
        rules:
          - {status: [400, 422], codes: ["E7"], failure: declined, category: address_invalid}
          - {status: 503, failure: unavailable}
      policy:
        timeouts: {response: 20s}
        rate_limit: {permits: 10, per: 1s, burst: 20}
        breaker: {in_a_row: 3, open: 500ms}
        bulkhead: {max_concurrent: 8}
        retry: {attempts: 2}
      operations:
        book:
          contract: shipping.openapi.yaml
          operation: createShipment
          group: shipping
          idempotency: {header: Idempotency-Key, valid_for: 48h}
          look_up: {operation: search, after: [1s, 3m], settles_in: 2m, absence: final}
          then: [subscribe]
        subscribe:
          contract: shipping.openapi.yaml
          operation: subscribe
          idempotency: {natural: true}
        search:
          contract: shipping.openapi.yaml
          operation: search
          policy:
            timeouts: {response: 1m}
            rate_limit: {permits: 1, per: 179s, burst: 20}
            retry: {cap: 1h}
            durable_retry: {after: [1s, 1h], jitter: 5%}
      messages:
        webhook:
          contract: webhooks.openapi.yaml
          webhook: event
          id: [/id]
          signature: {scheme: timestamped-hmac-sha256, header: Acme-Signature, secrets: [hook, hook_before]}
        order: {}
      polls:
        orders: {operation: search, message: order, every: 179s}
      """;

  private AdapterFiles() {}

  /** A tree of the schema and one adapter file. */
  public static DefinitionTree tree(String fileName, String text) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(SCHEMA, schema());
    files.put("partner-adapters/partners/" + fileName, text.getBytes(StandardCharsets.UTF_8));
    return DefinitionTree.of(files);
  }

  /** The definition in that text. */
  public static PartnerDefinition read(String id, String text) {
    return Objects.requireNonNull(PartnerDefinitions.read(tree(id + ".yaml", text)).get(id));
  }

  /** The partner in that text with these settings; fails on any problem. */
  public static Partner partner(String id, String text, PartnerSettings settings) {
    Problems problems = new Problems();
    Partner partner = Partner.resolve(read(id, text), settings, problems);
    problems.throwIfAny();
    return partner;
  }

  private static byte[] schema() {
    try (InputStream stream = AdapterFiles.class.getClassLoader().getResourceAsStream(SCHEMA)) {
      return Objects.requireNonNull(stream, SCHEMA).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
