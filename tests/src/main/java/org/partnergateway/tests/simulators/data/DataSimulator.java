package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.http.RequestParts;
import org.partnergateway.contracts.xml.XmlBody;
import org.partnergateway.tests.simulators.SimulatedAnswer;
import org.partnergateway.tests.simulators.SimulatedRequest;
import org.partnergateway.tests.simulators.Simulator;
import org.partnergateway.tests.simulators.data.KeptAnswers.Outcome;
import org.partnergateway.transformations.Mapping;
import org.partnergateway.transformations.MappingException;

/**
 * A partner simulated from its files: one request at a time, each of which changes all that it
 * changes or nothing.
 */
public final class DataSimulator implements Simulator {
  private static final Set<String> SAID =
      Set.of("status", "headers", "body", "raw", "parts", "refuse", "store", "effects", "later");
  private static final int OK = 200;
  private static final int BROKEN = 500;

  private final ReentrantLock lock = new ReentrantLock();
  private final SimulatorBlueprint blueprint;
  private final Surroundings surroundings;
  private final Breaches breaches;
  private final SimulatorState state;
  private final Schedule schedule = new Schedule();
  private final Consequences consequences;
  private final RequestReader reader;
  private final AnswerWriter writer;
  private final @Nullable Tokens tokens;
  private final @Nullable KeptAnswers kept;
  private final AnsweredTokens answeredTokens;
  private final ProofCheck proofs;
  private final Limits limits;
  private final ObjectNode settings;
  private final Instant began;
  private long arrived;

  DataSimulator(SimulatorBlueprint blueprint, Surroundings surroundings) {
    SimulatorDefinition definition = blueprint.definition();
    this.blueprint = blueprint;
    this.surroundings = surroundings;
    this.began = surroundings.clock().instant();
    this.breaches = new Breaches(blueprint.id());
    this.state = new SimulatorState(began);
    this.consequences =
        new Consequences(blueprint, surroundings, state, schedule, this::runUnasked);
    this.reader = new RequestReader(breaches);
    this.writer = new AnswerWriter(definition);
    this.tokens =
        definition.tokens() == null
            ? null
            : new Tokens(blueprint, definition.tokens(), surroundings.clock());
    this.kept =
        definition.idempotency() == null
            ? null
            : new KeptAnswers(definition.idempotency(), surroundings.clock());
    this.answeredTokens = new AnsweredTokens(definition, surroundings.clock());
    this.proofs = new ProofCheck(blueprint, tokens, answeredTokens);
    this.limits = new Limits(blueprint, surroundings.clock());
    this.settings = RequestReader.object(definition.sandbox().settings());
  }

  @Override
  public String partner() {
    return blueprint.id();
  }

  @Override
  public Map<String, Long> effects() {
    return consequences.effects();
  }

  /** The first breaches of contracts that it has seen, by the gateway or by its own files. */
  public List<Breach> breaches() {
    return breaches.list();
  }

  @Override
  public List<String> breachesSeen() {
    return breaches.list().stream()
        .map(breach -> breach.by() + ", " + breach.operation() + ": " + breach.message())
        .toList();
  }

  /** A token of one of the partner's operations, as if it had been asked. */
  String issue(SimulatorDefinition.Proof.AnsweredToken proof) {
    lock.lock();
    try {
      return answeredTokens.issue(proof);
    } finally {
      lock.unlock();
    }
  }

  /** What the sandbox's gateway is told, without {@code gateway.partners.<id>.}. */
  public Map<String, String> gatewayProperties(String self) {
    lock.lock();
    try {
      consequences.messages().self(self);
    } finally {
      lock.unlock();
    }
    return SandboxProperties.of(blueprint, self, surroundings.gateway());
  }

  @Override
  public String operation(SimulatedRequest request) {
    if (tokens != null && tokens.isAt(request)) {
      return SimulatorBlueprint.TOKEN;
    }
    return blueprint.operations().find(request).map(match -> match.operation().id()).orElse("");
  }

  @Override
  public SimulatedAnswer answer(SimulatedRequest request) {
    return guarded(request, () -> serve(request));
  }

  /** As if the partner had that reason to refuse; nothing else happens. */
  @Override
  public SimulatedAnswer refusal(SimulatedRequest request, JsonNode refuse) {
    return guarded(
        request,
        () -> {
          throw Refused.read(refuse);
        });
  }

  private SimulatedAnswer guarded(SimulatedRequest request, Supplier<SimulatedAnswer> work) {
    lock.lock();
    try {
      runDue();
      try {
        return work.get();
      } catch (Refused refused) {
        return refused(request, refused);
      }
    } catch (SimulatorBroken | MappingException e) {
      return broken(operation(request), e);
    } finally {
      lock.unlock();
    }
  }

  /** Does what has become due; the sandbox calls it now and then, tests after moving the clock. */
  public void advance() {
    lock.lock();
    try {
      runDue();
    } finally {
      lock.unlock();
    }
  }

  /** From now on things happen at the partner by themselves, those of before the start at once. */
  public void open() {
    SimulatorDefinition.Arrivals arrivals = blueprint.definition().arrivals();
    if (arrivals == null) {
      return;
    }
    lock.lock();
    try {
      Instant now = surroundings.clock().instant();
      for (int ago = arrivals.seed() - 1; ago >= 0; ago--) {
        arrive(now.minus(Duration.ofMinutes(ago)));
      }
      schedule.add(now.plus(arrivals.every()), () -> arriveAgain(arrivals.every()));
    } finally {
      lock.unlock();
    }
  }

  /** One more thing happens by itself, such as an order. */
  public void arrive() {
    lock.lock();
    try {
      arrive(surroundings.clock().instant());
    } finally {
      lock.unlock();
    }
  }

  private void arriveAgain(Duration every) {
    Instant now = surroundings.clock().instant();
    schedule.add(now.plus(every), () -> arriveAgain(every));
    arrive(now);
  }

  private void arrive(Instant time) {
    ObjectNode input = input(SimulatorBlueprint.ARRIVE, time);
    input.put("number", arrived++);
    consequences.apply(run(SimulatorBlueprint.ARRIVE, input));
  }

  private void runDue() {
    Instant now = surroundings.clock().instant();
    for (Runnable action = schedule.next(now); action != null; action = schedule.next(now)) {
      try {
        action.run();
      } catch (SimulatorBroken | MappingException e) {
        broken("later", e);
      }
    }
  }

  private void runUnasked(String behaviour, JsonNode given) {
    ObjectNode input = input(behaviour, surroundings.clock().instant());
    input.set("input", given);
    consequences.apply(run(behaviour, input));
  }

  private SimulatedAnswer serve(SimulatedRequest request) {
    JsonNode certificate = blueprint.certificateSignature();
    if (CertificateSigner.isAsked(request) && !certificate.isMissingNode()) {
      return CertificateSigner.answer(certificate);
    }
    if (tokens != null && tokens.isAt(request)) {
      return token(request, tokens);
    }
    ServedOperations.Match match =
        blueprint.operations().find(request).orElseThrow(() -> unknown(request));
    String id = match.operation().id();
    proofs.checkHeaders(request, id);
    limits.admit(id);
    HttpOperation contract = match.operation().contract();
    RequestParts parts = reader.read(request, contract, match.path());
    proofs.checkBody(parts.body(), id);
    String key = kept == null ? null : kept.key(request, id);
    return kept == null || key == null
        ? act(request, contract, parts, null).answer()
        : kept.once(key, request, () -> act(request, contract, parts, key));
  }

  private Refused unknown(SimulatedRequest request) {
    String asked = request.method() + " " + request.path();
    breaches.add(new Breach(Breach.GATEWAY, asked, "no contract that is served has it"));
    return Refused.of(
        blueprint.operations().hasPath(request.path())
            ? Reason.METHOD_NOT_ALLOWED
            : Reason.NOT_FOUND,
        "There is no " + asked + ".");
  }

  private Outcome act(
      SimulatedRequest request, HttpOperation contract, RequestParts parts, @Nullable String key) {
    ObjectNode input = input(contract.id(), surroundings.clock().instant());
    input.put("method", request.method());
    input.set("path", parts.path());
    input.set("query", parts.query());
    input.set("headers", parts.headers());
    input.set("body", parts.body());
    input.put("key", key);
    JsonNode said = run(contract.id(), input);
    boolean refused = said.has("refuse");
    SimulatedAnswer answer =
        refused
            ? refused(request, Refused.read(said.get("refuse")))
            : writer.write(contract, said.path("status").asInt(OK), said);
    // Not before it is certain that there is an answer.
    consequences.apply(said);
    answeredTokens.note(contract.id(), said.path("body"));
    return new Outcome(answer, refused);
  }

  private SimulatedAnswer token(SimulatedRequest request, Tokens issuer) {
    HttpOperation contract = contract(request);
    if (contract != null) {
      reader.read(request, contract, Map.of());
    }
    ObjectNode issued = issuer.issue(request);
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    if (blueprint.behaviour(SimulatorBlueprint.TOKEN) == null) {
      said.set("body", issued);
    } else {
      ObjectNode input = input(SimulatorBlueprint.TOKEN, surroundings.clock().instant());
      input.setAll(issued);
      said.set("body", run(SimulatorBlueprint.TOKEN, input));
    }
    said.putObject("headers").put("Content-Type", "application/json");
    return writer.write(contract, OK, said);
  }

  private SimulatedAnswer refused(SimulatedRequest request, Refused refused) {
    boolean forToken = tokens != null && tokens.isAt(request);
    if (forToken && tokens != null && !tokens.rules().ownRefusals()) {
      ObjectNode said = JsonNodeFactory.instance.objectNode();
      said.putObject("body")
          .put("error", rfc6749(refused.reason()))
          .put("error_description", refused.detail());
      said.putObject("headers").put("Content-Type", "application/json");
      return writer.write(contract(request), refused.status(), said);
    }
    ObjectNode input = input(operation(request), surroundings.clock().instant());
    if (refused.data() instanceof ObjectNode data) {
      input.setAll(data);
    }
    input.put("reason", refused.reason());
    input.put("detail", refused.detail());
    input.put("pointer", refused.pointer());
    input.put("status", refused.status());
    input.set("headers", RequestReader.object(request.headers()));
    Duration wait = refused.retryAfter();
    if (wait != null) {
      input.put("retry_after", Math.max(1, wait.plusMillis(999).toSeconds()));
    }
    JsonNode said = run(SimulatorBlueprint.REFUSE, input);
    return writer.write(contract(request), said.path("status").asInt(refused.status()), said);
  }

  private static String rfc6749(String reason) {
    return switch (reason) {
      case Reason.CLIENT_UNKNOWN -> "invalid_client";
      case Reason.GRANT_INVALID -> "invalid_grant";
      default -> "invalid_request";
    };
  }

  private @Nullable HttpOperation contract(SimulatedRequest request) {
    return blueprint
        .operations()
        .find(request)
        .map(match -> match.operation().contract())
        .orElse(null);
  }

  @Override
  public @Nullable XmlBody xml(SimulatedRequest request, int status, String contentType) {
    return Wire.xml(contract(request), status, contentType);
  }

  private ObjectNode input(String operation, Instant now) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("operation", operation);
    input.put("now", now.truncatedTo(ChronoUnit.MILLIS).toString());
    input.set("settings", settings);
    input.set("seed", blueprint.seed());
    input.put("began", began.getEpochSecond());
    input.put(
        "tracking_step",
        BigDecimal.valueOf(surroundings.trackingStep().toMillis()).movePointLeft(3));
    return input;
  }

  private JsonNode run(String behaviour, ObjectNode input) {
    Mapping mapping = blueprint.behaviour(behaviour);
    if (mapping == null) {
      throw new SimulatorBroken("there is no " + behaviour + ".jslt");
    }
    JsonNode said =
        ScopedValue.where(SimulatorState.CURRENT, state).call(() -> mapping.apply(input));
    if (!behaviour.equals(SimulatorBlueprint.TOKEN)) {
      for (Map.Entry<String, JsonNode> member : said.properties()) {
        if (!SAID.contains(member.getKey())) {
          throw new SimulatorBroken(
              behaviour + ".jslt says \"" + member.getKey() + "\", which nothing reads");
        }
      }
    }
    return said;
  }

  private SimulatedAnswer broken(String operation, RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    breaches.add(new Breach(Breach.SIMULATOR, operation, message));
    String text = "The simulator of " + blueprint.id() + " is broken: " + message + "\n";
    return new SimulatedAnswer(
        BROKEN, Map.of("Content-Type", "text/plain; charset=utf-8"), text.getBytes(UTF_8));
  }
}
