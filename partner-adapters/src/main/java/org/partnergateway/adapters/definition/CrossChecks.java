package org.partnergateway.adapters.definition;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.policy.Policy;
import org.partnergateway.adapters.transport.Origin;
import org.partnergateway.adapters.transport.TransportHeaders;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.contracts.json.JsonPointers;

/** Checks what a schema cannot: that names in an adapter file mean something in it. */
final class CrossChecks {
  /** How long a write may be on its way after its record says so: longer than any lease. */
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(2);

  private final PartnerDefinition partner;
  private final Problems problems;

  CrossChecks(PartnerDefinition partner, Problems problems) {
    this.partner = partner;
    this.problems = problems;
  }

  void run() {
    checkId();
    checkHosts();
    new CredentialChecks(partner, problems).run();
    checkAdditionalTokens();
    checkHeaders();
    checkPolicy("/policy", partner.policy());
    partner.operations().values().forEach(this::checkOperation);
    partner.polls().values().forEach(this::checkPoll);
    checkOrderEvents();
    partner.messages().values().forEach(this::checkMessage);
    new EdiChecks(partner, this::add).run();
  }

  private void checkRead(MessageDefinition message, MessageDefinition.Read read) {
    String pointer = JsonPointers.append("/messages", message.name());
    checkName(
        pointer + "/from", "queue or stream", read.from(), SourceDefinition.of(partner).keySet());
    MessageDefinition.Asks asks = read.asks();
    if (asks != null) {
      String own = pointer + "/asks";
      checkName(own + "/operation", "operation", asks.operation(), partner.operations().keySet());
      checkName(own + "/message", "message", asks.message(), partner.messages().keySet());
    }
  }

  private void checkMessage(MessageDefinition message) {
    if (message.read() != null) {
      checkRead(message, message.read());
    }
    MessageDefinition.Webhook webhook = message.webhook();
    if (webhook == null) {
      return;
    }
    String own = JsonPointers.append("/messages", message.name());
    MessageDefinition.Handshake handshake = webhook.handshake();
    if (handshake != null
        && handshake.sha256().stream().filter(TextSource.Query.class::isInstance).count() != 1) {
      add(own + "/handshake/sha256", "must have one {query: …} in it, the challenge");
    }
    String pointer = own + "/signature";
    if (webhook.signature() instanceof SignatureDefinition.CertificateByUrl certificate) {
      checkNames(pointer + "/hosts/", "host", partner.hosts());
      String time = certificate.time();
      if (time != null && !certificate.signed().contains(new TextSource.Header(time))) {
        add(pointer + "/time/header", "is not among signed, so that anybody could set it");
      }
    } else if (webhook.signature() instanceof SignatureDefinition.KeyById key) {
      checkKeyHost(pointer + "/key/url", key.url());
      checkKeyHost(pointer + "/key/auth/token_url", key.auth().tokenUrl());
    }
  }

  private void checkKeyHost(String pointer, @Nullable String url) {
    if (url != null && !url.startsWith("/") && partner.source().find(pointer).isPresent()) {
      checkHost(pointer, url.replace(SignatureDefinition.KeyById.ID, ""));
    }
  }

  private void checkId() {
    String path = partner.source().path();
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (!name.equals(partner.id() + ".yaml")) {
      add("/id", "is \"" + partner.id() + "\" in a file named " + name + "; both must be the same");
    }
  }

  private void checkHosts() {
    if (!partner.baseUrl().equals(PartnerDefinition.NOWHERE)) {
      checkHost("/base_url", partner.baseUrl().toString());
    }
    String tokenUrl = partner.auth().tokenUrl();
    if (tokenUrl != null && !tokenUrl.startsWith("/")) {
      checkHost("/auth/token_url", tokenUrl);
    }
  }

  private void checkHost(String pointer, String address) {
    Origin origin;
    try {
      origin = Origin.of(URI.create(address));
    } catch (IllegalArgumentException e) {
      add(pointer, "is no address: " + e.getMessage());
      return;
    }
    if (partner.hosts().stream().map(Origin::ofHost).noneMatch(origin::equals)) {
      add(
          pointer,
          "is at \"%s\", which is not among hosts%s"
              .formatted(origin.host(), Spelling.suggest(origin.host(), partner.hosts())));
    }
  }

  private void checkHeaders() {
    partner
        .headers()
        .keySet()
        .forEach(name -> checkHeader(JsonPointers.append("/headers", name), name));
    AuthDefinition.TokenRequest tokens = partner.auth().tokens();
    if (tokens != null) {
      tokens
          .headers()
          .keySet()
          .forEach(name -> checkHeader(JsonPointers.append("/auth/token_headers", name), name));
      if (tokens.form() == AuthDefinition.TokenRequest.Form.QUERY && tokens.clientInRequest()) {
        add("/auth/client_authentication", "would put the secret into an address; use basic");
      }
    }
  }

  private void checkHeader(String pointer, String name) {
    if (TransportHeaders.NAMES.contains(name.toLowerCase(Locale.ROOT))) {
      add(pointer, "is set by the transport; remove it");
    }
  }

  private void checkAdditionalTokens() {
    Set<String> groups = new TreeSet<>();
    partner.operations().values().forEach(operation -> groups.add(operation.group()));
    for (int i = 0; i < partner.additionalTokens().size(); i++) {
      String pointer = "/additional_tokens/" + i;
      AdditionalToken token = partner.additionalTokens().get(i);
      if (!token.url().startsWith("/")) {
        checkHost(pointer + "/token_url", token.url());
      }
      checkHeader(pointer + "/header", token.header());
      checkNames(pointer + "/operations/", "operation", partner.operations().keySet());
      checkNames(pointer + "/groups/", "group", groups);
    }
  }

  /** The names of a list in the file, each of which must be known. */
  private void checkNames(String pointer, String what, Collection<String> known) {
    for (int i = 0; partner.source().find(pointer + i).isPresent(); i++) {
      String at = pointer + i;
      partner.source().find(at).ifPresent(name -> checkName(at, what, name.asText(), known));
    }
  }

  private void checkPolicy(String pointer, Policy policy) {
    PolicyChecks.check(policy, pointer, partner.source(), problems);
  }

  private void checkOperation(OperationDefinition operation) {
    String pointer = JsonPointers.append("/operations", operation.name());
    if (partner.source().find(pointer + "/policy").isPresent()) {
      checkPolicy(pointer + "/policy", operation.policy());
    }
    LookUpDefinition lookUp = operation.lookUp();
    if (lookUp != null) {
      checkLookUp(pointer + "/look_up", lookUp);
    }
    checkBesides(pointer, operation.besides());
    for (int i = 0; i < operation.then().size(); i++) {
      String at = pointer + "/then/" + i;
      checkName(at, "operation", operation.then().get(i), partner.operations().keySet());
    }
    List<String> circle = circle(operation.name(), operation.name(), new LinkedHashSet<>());
    if (!circle.isEmpty()) {
      add(pointer + "/then", "leads back to itself: " + String.join(" -> ", circle));
    }
  }

  private void checkLookUp(String pointer, LookUpDefinition lookUp) {
    checkName(
        pointer + "/operation", "operation", lookUp.operation(), partner.operations().keySet());
    if (!lookUp.absenceIsFinal()) {
      return;
    }
    if (lookUp.settlesIn().compareTo(ON_ITS_WAY) < 0) {
      add(
          pointer + "/settles_in",
          "is below %ds, for which a request of ours may be on its way: with \"absence: final\" it could be sent twice"
              .formatted(ON_ITS_WAY.toSeconds()));
    }
    Duration looks = lookUp.after().stream().reduce(Duration.ZERO, Duration::plus);
    if (looks.compareTo(lookUp.settlesIn()) < 0) {
      add(pointer + "/after", "ends before settles_in, so that absence is never believed");
    }
  }

  private void checkBesides(String pointer, Besides besides) {
    Collection<String> known = partner.operations().keySet();
    checkName(pointer + "/documents/operation", "operation", besides.documents(), known);
    if (besides.settlesBy() != null) {
      checkName(
          pointer + "/settles_by/operation", "operation", besides.settlesBy().operation(), known);
    }
    for (int i = 0; i < besides.steps().size(); i++) {
      String at = pointer + "/steps/" + i;
      OperationDefinition step = partner.operations().get(besides.steps().get(i));
      checkName(at, "operation", besides.steps().get(i), known);
      if (step != null && !step.besides().steps().isEmpty()) {
        add(at, "is \"" + step.name() + "\", which has steps itself; name them all here");
      }
    }
  }

  private List<String> circle(String start, String at, Set<String> passed) {
    OperationDefinition operation = partner.operations().get(at);
    if (operation == null || !passed.add(at)) {
      return List.of();
    }
    for (String next : operation.then()) {
      List<String> way = next.equals(start) ? List.of(next) : circle(start, next, passed);
      if (!way.isEmpty()) {
        List<String> longer = new ArrayList<>(List.of(at));
        longer.addAll(way);
        return longer;
      }
    }
    return List.of();
  }

  private void checkPoll(PollDefinition poll) {
    String pointer = JsonPointers.append("/polls", poll.name());
    checkName(pointer + "/operation", "operation", poll.operation(), partner.operations().keySet());
    checkName(pointer + "/message", "message", poll.message(), partner.messages().keySet());
    if (poll.each() != null) {
      checkName(pointer + "/each", "operation", poll.each(), partner.operations().keySet());
    }
  }

  private void checkOrderEvents() {
    String tells = partner.orderEvents();
    checkName("/order_events", "operation", tells, partner.operations().keySet());
    for (OperationDefinition operation : partner.operations().values()) {
      if (operation.byEvents() && (tells == null || tells.equals(operation.name()))) {
        add(
            JsonPointers.append("/operations", operation.name()) + "/by_events",
            "needs order_events to name another operation, by which the partner learns of it");
      }
    }
  }

  private void checkName(
      String pointer, String what, @Nullable String name, Collection<String> known) {
    if (name != null && !known.contains(name)) {
      add(
          pointer,
          "names the %s \"%s\", which this file does not have%s"
              .formatted(what, name, Spelling.suggest(name, known)));
    }
  }

  private void add(String pointer, String message) {
    problems.add(partner.source().problem(pointer, pointer + " " + message));
  }
}
