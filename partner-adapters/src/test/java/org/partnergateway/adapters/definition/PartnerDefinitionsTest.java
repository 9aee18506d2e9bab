package org.partnergateway.adapters.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.adapters.failure.Effect;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.DurableRetry;
import org.partnergateway.adapters.policy.Policy;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionTree;

class PartnerDefinitionsTest {
  private final PartnerDefinition acme = AdapterFiles.read("acme", AdapterFiles.ACME);

  @Test
  void bindsWhatTheFileSays() {
    assertThat(acme.name()).isEqualTo("Acme");
    assertThat(acme.kind()).isEqualTo(PartnerKind.CARRIER);
    assertThat(acme.baseUrl()).isEqualTo(URI.create("https://api.acme.example/v2"));
    assertThat(acme.hosts())
        .containsExactlyInAnyOrder("api.acme.example", "auth.acme.example:8443");
    assertThat(acme.settings())
        .containsEntry("account", new SettingDefinition("The account's number.", null))
        .containsEntry("service", new SettingDefinition("The service.", "ground"));
    assertThat(acme.credentials()).containsExactly("client_id", "client_secret", "hook");
    assertThat(acme.optionalCredentials()).containsExactly("hook_before");
    assertThat(acme.auth())
        .isEqualTo(
            new AuthDefinition.ClientCredentials(
                new AuthDefinition.TokenRequest(
                    "https://auth.acme.example:8443/token",
                    AuthDefinition.TokenRequest.Form.FORM,
                    false,
                    "client_id",
                    "client_secret",
                    null,
                    Map.of(),
                    "Authorization",
                    "Bearer ")));
    assertThat(acme.headers()).containsEntry("Accept", new TextSource.Fixed("application/json"));
    assertThat(acme.errors().read(422, Effect.WRITE, () -> null).failure())
        .isEqualTo(Failure.INVALID_REQUEST);
    assertThat(acme.errors().read(503, Effect.WRITE, () -> null).failure())
        .isEqualTo(Failure.UNAVAILABLE);
    assertThat(acme.messages().get("webhook"))
        .isEqualTo(
            new MessageDefinition(
                "webhook",
                new MessageDefinition.Webhook(
                    "webhooks.openapi.yaml",
                    "event",
                    List.of(JsonPointer.compile("/id")),
                    new SignatureDefinition.TimestampedHmac(
                        "Acme-Signature", List.of("hook", "hook_before"), Duration.ofMinutes(5)),
                    MessageDefinition.Acknowledgement.PLAIN,
                    null)));
    assertThat(acme.messages().get("order")).isEqualTo(new MessageDefinition("order", null));
    assertThat(acme.polls().get("orders"))
        .isEqualTo(new PollDefinition("orders", "search", "order", null, Duration.ofSeconds(179)));
  }

  @Test
  void layersTheOperationsPolicyOverThePartnersOverTheDefaults() {
    Policy book = operation("book").policy();
    assertThat(book.timeouts())
        .isEqualTo(new Policy.Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(20)));
    assertThat(book.rateLimit()).isEqualTo(new RateLimit(10, Duration.ofSeconds(1), 20, 1_000));
    assertThat(book.breaker().inARow()).isEqualTo(3);
    assertThat(book.breaker().open()).isEqualTo(Duration.ofMillis(500));
    assertThat(book.breaker().window())
        .isEqualTo(PolicyBases.builtIn().standard().breaker().window());
    assertThat(book.bulkhead().maxConcurrent()).isEqualTo(8);
    Policy search = operation("search").policy();
    assertThat(search.timeouts().response()).isEqualTo(Duration.ofMinutes(1));
    assertThat(search.rateLimit()).isEqualTo(new RateLimit(1, Duration.ofSeconds(179), 20, 1_000));
    assertThat(search.retry())
        .isEqualTo(new Policy.RetrySettings(2, Duration.ofMillis(100), Duration.ofHours(1)));
    assertThat(operation("search").ownRateLimit()).isTrue();
    assertThat(operation("book").ownRateLimit()).isFalse();
  }

  @Test
  void readsWhyARepeatDoesNoHarm() {
    assertThat(operation("book").idempotencyKey())
        .isEqualTo(new IdempotencyKey("Idempotency-Key", Duration.ofHours(48), null));
    assertThat(operation("book").repeatable()).isFalse();
    assertThat(operation("subscribe").idempotencyHeader()).isNull();
    assertThat(operation("subscribe").repeatable()).isTrue();
    assertThat(operation("subscribe").group()).isEqualTo("default");
  }

  @Test
  void readsHowAnUnknownOutcomeIsLookedUpAndWhenWorkIsTriedAgain() {
    assertThat(operation("book").lookUp())
        .isEqualTo(
            new LookUpDefinition(
                "search",
                List.of(Duration.ofSeconds(1), Duration.ofMinutes(3)),
                Duration.ofMinutes(2),
                true));
    assertThat(operation("subscribe").lookUp()).isNull();
    assertThat(operation("subscribe").policy().durableRetry())
        .isEqualTo(PolicyBases.builtIn().standard().durableRetry());
    assertThat(operation("search").policy().durableRetry())
        .isEqualTo(
            new DurableRetry(
                List.of(Duration.ofSeconds(1), Duration.ofHours(1)), 5, Duration.ofHours(24)));
  }

  @ParameterizedTest(name = "{1} instead of {0}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: carrier          | kind: courier            | acme.yaml:3:1: /kind",
        "credentials: [client   | credentals: [client      | did you mean \"credentials\"?",
        "base_url: https://api. | base_url: https://app.   | /base_url is at \"app.acme.example\","
            + " which is not among hosts; did you mean api.acme.example?",
        "base_url: https        | base_url: http           | /base_url",
        "acme.example:8443/to   | acme.example:8444/to     | /auth/token_url is at"
            + " \"auth.acme.example\", which is not among hosts",
        "scheme: oauth2-client-credentials | scheme: oauth2-client-credential | /auth/scheme",
        "client_secret: client_secret | client_secret: client_secrets | acme.yaml:15:3:"
            + " /auth/client_secret names the credential \"client_secrets\", which this file does"
            + " not have; did you mean client_secret?",
        "client_secret: client_secret | client_secret: hook_before | /auth/client_secret needs"
            + " \"hook_before\", which is optional",
        "secrets: [hook, h      | secrets: [hooks, h       | /messages/webhook/signature/secrets/0"
            + " names the credential \"hooks\"",
        "secrets: [hook, hook_  | secrets: [hook_          | /messages/webhook/signature/secrets/0"
            + " needs \"hook_before\"",
        "[hook_before]          | [hook_before, spare]     | /optional_credentials/1 \"spare\" is"
            + " used nowhere",
        "scheme: timestamped-hmac-sha256, header: Acme-Signature | 'scheme: hmac-fields, fields:"
            + " [/a], signature: a' | /messages/webhook/signature",
        "{scheme: timestamped-hmac-sha256, header: Acme-Signature, secrets: [hook, hook_before]} |"
            + " '{scheme: key-by-id, header: X, algorithms: [SHA1withECDSA], key: {url:"
            + " \"https://k.example/{kid}\", pointer: /key}}' | /messages/webhook/signature/key/url"
            + " is at \"k.example\"",
        "{scheme: timestamped-hmac-sha256, header: Acme-Signature, secrets: [hook, hook_before]} |"
            + " '{scheme: key-by-id, header: X, algorithms: [MD5withRSA], key: {url: \"/k/{kid}\","
            + " pointer: /key}}' | /messages/webhook/signature/algorithms/0",
        "{scheme: timestamped-hmac-sha256, header: Acme-Signature, secrets: [hook, hook_before]} |"
            + " '{scheme: certificate-by-url, header: X, url_header: U, hosts: [api.acne.example],"
            + " subjects: [a], algorithm: SHA256withRSA, signed: [{credential: hook}, {credential:"
            + " hook_before}]}' | /messages/webhook/signature/hosts/0 names the host"
            + " \"api.acne.example\", which this file does not have; did you mean"
            + " api.acme.example?",
        "{scheme: timestamped-hmac-sha256, header: Acme-Signature, secrets: [hook, hook_before]} |"
            + " '{scheme: certificate-by-url, header: X, url_header: U, hosts: [api.acme.example],"
            + " subjects: [a], algorithm: SHA256withRSA, signed: [{credential: hook}], time:"
            + " {header: T}}' | /messages/webhook/signature/time/header is not among signed",
        "failure: declined      | failure: refused         | /errors/rules/0/failure",
        "status: 503            | status: 5xx              | /errors/rules/1/status",
        "permits: 10            | permits: 0               | acme.yaml:25:16:"
            + " /policy/rate_limit/permits",
        "permits: 10            | permits: 1.5             | /policy/rate_limit/permits",
        "per: 1s, burst: 20}    | per: 1s, burst: 0}       | acme.yaml:25:38:"
            + " /policy/rate_limit/burst",
        "per: 1s, burst: 20}    | per: 0s, burst: 20}      | acme.yaml:25:29:"
            + " /policy/rate_limit/per",
        "permits: 10, per: 1s,  | permits: 10,             | acme.yaml:25:3: /policy/rate_limit"
            + " must have the property \"per\"",
        "permits: 1, per: 179s  | permits: 0, per: 179s    | acme.yaml:46:20:"
            + " /operations/search/policy/rate_limit/permits",
        "in_a_row: 3, open      | window: , open           | acme.yaml:26:13:"
            + " /policy/breaker/window",
        "in_a_row: 3, open      | failure_percent: 0, open | /policy/breaker/failure_percent",
        "in_a_row: 3, open: 500ms | open: 0ms              | /policy/breaker/open",
        "in_a_row: 3            | probes: 0                | /policy/breaker/probes",
        "retry: {attempts: 2}   | retry: {attempts: 0}     | acme.yaml:28:11:"
            + " /policy/retry/attempts",
        "retry: {attempts: 2}   | base: standart           | acme.yaml:28:3: /policy/base names the"
            + " policy \"standart\", which partner-adapters/policies.yaml does not have; did you"
            + " mean standard?",
        "retry: {attempts: 2}   | base: 7                  | /policy/base",
        "retry: {attempts: 2}   | learn: {rate_header: 'a b'} | acme.yaml:28:11:"
            + " /policy/learn/rate_header",
        "retry: {cap: 1h}       | base: standard           | /operations/search/policy/base",
        "max_concurrent: 8      | max_concurrent: 0        | /policy/bulkhead/max_concurrent",
        "in_a_row: 3            | window: 0                | /policy/breaker/window",
        "in_a_row: 3            | open_cap: 400ms          | /policy/breaker has an open_cap below"
            + " open",
        "response: 20s          | response: 0s             | /policy/timeouts/response",
        "response: 20s          | response: 20             | /policy/timeouts/response",
        "retry: {attempts: 2}   | retry: {base: 3s}        | /policy/retry has a cap below its"
            + " base",
        "then: [subscribe]      | then: [subscribed]       | acme.yaml:36:12:"
            + " /operations/book/then/0 names the operation \"subscribed\", which this file does"
            + " not have; did you mean subscribe?",
        "then: [subscribe]      | then: [book]             | /operations/book/then leads back to"
            + " itself: book -> book",
        "look_up: {operation: search | look_up: {operation: serch | acme.yaml:35:15:"
            + " /operations/book/look_up/operation names the operation \"serch\", which this file"
            + " does not have; did you mean search?",
        "settles_in: 2m         | settles_in: 119s         | /operations/book/look_up/settles_in is"
            + " below 120s",
        "after: [1s, 3m]        | after: [1s]              | /operations/book/look_up/after ends"
            + " before settles_in",
        "absence: final         | absence: sure            | /operations/book/look_up/absence",
        "jitter: 5%             | jitter: 500%             |"
            + " /operations/search/policy/durable_retry/jitter",
        "after: [1s, 1h]        | after: []                |"
            + " /operations/search/policy/durable_retry/after",
        "natural: true          | natural: false           |"
            + " /operations/subscribe/idempotency/natural",
        "operation: search, m   | operation: serch, m      | /polls/orders/operation names the"
            + " operation \"serch\", which this file does not have; did you mean search?",
        "message: order         | message: orders          | /polls/orders/message names the"
            + " message \"orders\"",
        "every: 179s            | every: 179               | /polls/orders/every",
        "Accept: application    | Host: application        | /headers/Host is set by the transport",
        "Accept: application/json | 'X: {setting: acount}' | /headers/X/setting names the setting"
            + " \"acount\", which this file does not have; did you mean account?",
        "Accept: application/json | 'X: {credential: hok}' | /headers/X/credential names the"
            + " credential \"hok\"",
        "Accept: application/json | 'X: {from: attempt}' | /headers/X",
        "client_secret: client_secret | 'client_secret: client_secret\n"
            + "  token_headers: {Host: a}' | /auth/token_headers/Host is set by the transport",
        "client_secret: client_secret | 'client_secret: client_secret\n"
            + "  client_authentication: body\n"
            + "  request: query' | /auth/client_authentication would put the secret into an"
            + " address",
        "headers: {Accept       | 'additional_tokens: [{header: X, token_url: /t, request: {},"
            + " lifetime: 8h, operations: [boook]}]\n"
            + "headers: {Accept' | /additional_tokens/0/operations/0 names the operation \"boook\","
            + " which this file does not have; did you mean book?",
        "headers: {Accept       | 'additional_tokens: [{header: X, token_url: /t, request: {},"
            + " lifetime: 8h, groups: [shiping]}]\n"
            + "headers: {Accept' | /additional_tokens/0/groups/0 names the group \"shiping\"",
        "headers: {Accept       | 'additional_tokens: [{header: X, token_url: /t, request: {a:"
            + " [{setting: acount}]}, lifetime: 8h}]\n"
            + "headers: {Accept' | /additional_tokens/0/request/a/0/setting names the setting"
            + " \"acount\"",
        "headers: {Accept       | 'additional_tokens: [{header: X, token_url:"
            + " \"https://x.example/t\", request: {}, lifetime: 8h}]\n"
            + "headers: {Accept' | /additional_tokens/0/token_url is at \"x.example\"",
        "headers: {Accept       | 'additional_tokens: [{header: X, token_url: /t, request: {}}]\n"
            + "headers: {Accept' | /additional_tokens/0 must have the property \"lifetime\"",
        "id: [/id]             | 'acknowledgement: {status: 500}' |"
            + " /messages/webhook/acknowledgement/status",
        "id: [/id]             | 'acknowledgement: {body: ok}' | /messages/webhook/acknowledgement",
        "id: [/id]             | 'handshake: {member: a, sha256: [{setting: account}]}' |"
            + " /messages/webhook/handshake/sha256 must have one {query: …} in it",
        "id: [/id]             | 'handshake: {member: a, sha256: [{query: c}, {credential: hok}]}'"
            + " | /messages/webhook/handshake/sha256/1/credential names the credential \"hok\"",
        "webhook: event         | webhok: event            | did you mean \"webhook\"?",
        "id: acme               | id: acne                 | /id is \"acne\" in a file named"
            + " acme.yaml",
        "group: shipping        | policy: {breaker: {window: 5}} | /operations/book/policy/breaker",
        "            retry: {cap: 1h} | 'xx: {a: b}'         | acme.yaml",
      })
  void tellsWhatIsWrongAndWhere(String good, String bad, String problem) {
    assertThat(AdapterFiles.ACME).contains(good);
    String text = AdapterFiles.ACME.replace(good, bad);
    DefinitionException e =
        catchThrowableOfType(
            DefinitionException.class,
            () -> PartnerDefinitions.read(AdapterFiles.tree("acme.yaml", text)));
    assertThat(e).as("accepted").isNotNull();
    assertThat(e).hasMessageContaining(problem);
  }

  @Test
  void standsOnTheBaseThatItNames() {
    PartnerDefinition quiet =
        AdapterFiles.read(
            "acme", AdapterFiles.ACME.replace("retry: {att", "base: quiet\n  retry: {att"));
    assertThat(quiet.policy().breaker().probes()).isEqualTo(1);
    assertThat(quiet.policy().breaker().inARow()).as("its own").isEqualTo(3);
    assertThat(quiet.policy().bulkhead()).isEqualTo(new Policy.BulkheadSettings(8, 64));
    assertThat(operation("search").policy().rateHeader()).isNull();
  }

  @Test
  void readsTheHeaderThatTellsTheRate() {
    PartnerDefinition learning =
        AdapterFiles.read(
            "acme",
            AdapterFiles.ACME.replace(
                "retry: {attempts: 2}", "learn: {rate_header: X-Rate}\n  retry: {attempts: 2}"));
    assertThat(Objects.requireNonNull(learning.operations().get("book")).policy().rateHeader())
        .isEqualTo("x-rate");
  }

  /** A file of bases with one slip. */
  @ParameterizedTest(name = "{1} instead of {0}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "window: 10,      | window: 0,      | partner-adapters/policies.yaml:7:13:"
            + " /standard/breaker/window",
        "window: 10,      |                 | partner-adapters/policies.yaml:7:3: /standard/breaker"
            + " must have the property \"window\"",
        "open_cap: 5m     | open_cap: 5s    | partner-adapters/policies.yaml:7:3: /standard/breaker"
            + " has an open_cap below open",
        "standard:        | standart:       | partner-adapters/policies.yaml:4:1: the file must"
            + " have the property \"standard\"",
        "quiet:           | quiet: {base: standard}\\nother: | /quiet/base",
        "open_cap: 30m    | opencap: 30m    | did you mean \"open_cap\"?",
      })
  void refusesBasesThatAreWrongWithTheirPlace(String good, @Nullable String bad, String problem)
      throws Exception {
    DefinitionTree repository = DefinitionTree.ofDirectory(Path.of(".."));
    String file = repository.get(PolicyBases.FILE).text();
    assertThat(file).contains(good);
    String text = file.replace(good, bad == null ? "" : bad.replace("\\n", "\n"));
    Map<String, byte[]> files = new TreeMap<>();
    for (String path : repository.paths()) {
      files.put(path, repository.get(path).text().getBytes(UTF_8));
    }
    files.put(PolicyBases.FILE, text.getBytes(UTF_8));
    DefinitionException e =
        catchThrowableOfType(
            DefinitionException.class, () -> PartnerDefinitions.read(DefinitionTree.of(files)));
    assertThat(e).as("accepted").isNotNull();
    assertThat(e).hasMessageContaining(problem);
  }

  private static final String BESIDES =
      """
          idempotency: {natural: true}
          steps: [draft]
          documents: {operation: draft}
          settles_by: {operation: search, after: [1s, 90s]}
        draft:
          contract: shipping.openapi.yaml
          operation: draft
          link: {auth: none}
      """;

  @Test
  void readsWhatBelongsToAnOperationBesidesItsRequest() {
    PartnerDefinition more =
        AdapterFiles.read(
            "acme", AdapterFiles.ACME.replace("    idempotency: {natural: true}\n", BESIDES));
    assertThat(more.operations().get("subscribe").besides())
        .isEqualTo(
            new Besides(
                List.of("draft"),
                null,
                "draft",
                new LookUpDefinition(
                    "search",
                    List.of(Duration.ofSeconds(1), Duration.ofSeconds(90)),
                    Duration.ZERO,
                    false)));
    assertThat(more.operations().get("draft").besides().link()).isEqualTo(Besides.LinkAuth.NONE);
    assertThat(operation("book").besides()).isEqualTo(Besides.NOTHING);
  }

  @ParameterizedTest(name = "{1} instead of {0}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "steps: [draft]             | steps: [drat]               | acme.yaml:41:13:"
            + " /operations/subscribe/steps/0 names the operation \"drat\", which this file does"
            + " not have; did you mean draft?",
        "steps: [draft]             | steps: []                   | acme.yaml:41:5:"
            + " /operations/subscribe/steps",
        "steps: [draft]             | steps: [draft, draft]       | /operations/subscribe/steps",
        "link: {auth: none}         | steps: [search]             | /operations/subscribe/steps/0"
            + " is \"draft\", which has steps itself",
        "link: {auth: none}         | link: {auth: no}            | /operations/draft/link/auth",
        "link: {auth: none}         | link: {follow: any}         | /operations/draft/link",
        "documents: {operation: dr  | documents: {operation: d    | acme.yaml:42:17:"
            + " /operations/subscribe/documents/operation names the operation \"daft\", which this"
            + " file does not have; did you mean draft?",
        "documents: {operation: draft} | documents: {}             |"
            + " /operations/subscribe/documents must have the property \"operation\"",
        "settles_by: {operation: search | settles_by: {operation: serch | acme.yaml:43:18:"
            + " /operations/subscribe/settles_by/operation names the operation \"serch\"",
        "after: [1s, 90s]           | after: [1s, 0s]             |"
            + " /operations/subscribe/settles_by/after/1",
        "after: [1s, 90s]           | absence: final              |"
            + " /operations/subscribe/settles_by",
      })
  void tellsWhatIsWrongBesides(String good, String bad, String problem) {
    String text = AdapterFiles.ACME.replace("    idempotency: {natural: true}\n", BESIDES);
    assertThat(text).contains(good);
    DefinitionException e =
        catchThrowableOfType(
            DefinitionException.class,
            () -> PartnerDefinitions.read(AdapterFiles.tree("acme.yaml", text.replace(good, bad))));
    assertThat(e).as("accepted").isNotNull();
    assertThat(e).hasMessageContaining(problem);
  }

  @Test
  void tellsEveryProblemAtOnce() {
    String text =
        AdapterFiles.ACME
            .replace("then: [subscribe]", "then: [subscribed]")
            .replace("message: order", "message: orders");
    DefinitionException e =
        catchThrowableOfType(
            DefinitionException.class,
            () -> PartnerDefinitions.read(AdapterFiles.tree("acme.yaml", text)));
    assertThat(e.problems()).hasSize(2);
  }

  @Test
  void refusesAnUnknownFileAmongAdapterFiles() {
    DefinitionException e =
        catchThrowableOfType(
            DefinitionException.class,
            () -> PartnerDefinitions.read(AdapterFiles.tree("acme.yml.yaml", AdapterFiles.ACME)));
    assertThat(e).hasMessageContaining("both must be the same");
  }

  @Test
  void readsEveryAdapterFileOfThisRepository() {
    DefinitionTree repository = DefinitionTree.ofDirectory(Path.of(".."));
    long files =
        repository.paths().stream().filter(p -> p.startsWith(PartnerDefinitions.FOLDER)).count();
    assertThat(PartnerDefinitions.read(repository)).hasSize((int) files);
  }

  private OperationDefinition operation(String name) {
    return Objects.requireNonNull(acme.operations().get(name));
  }
}
