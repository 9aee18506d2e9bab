package org.partnergateway.adapters.definition;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
    checkCredentials();
    checkHeaders();
    checkPolicy("/policy", partner.policy());
    partner.operations().values().forEach(this::checkOperation);
    partner.polls().values().forEach(this::checkPoll);
    checkOrderEvents();
  }

  private void checkId() {
    String path = partner.source().path();
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (!name.equals(partner.id() + ".yaml")) {
      add("/id", "is \"" + partner.id() + "\" in a file named " + name + "; both must be the same");
    }
  }

  private void checkHosts() {
    checkHost("/base_url", partner.baseUrl().toString());
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

  private void checkCredentials() {
    Set<String> used = new HashSet<>();
    for (String key : List.of("token", "client_id", "client_secret", "refresh_token")) {
      String pointer = "/auth/" + key;
      partner
          .source()
          .find(pointer)
          .ifPresent(name -> checkCredential(pointer, name.asText(), false, used));
    }
    for (OperationDefinition operation : partner.operations().values()) {
      for (int i = 0; i < operation.credentials().size(); i++) {
        checkCredential(
            "/operations/%s/credentials/%d".formatted(operation.name(), i),
            operation.credentials().get(i),
            false,
            used);
      }
    }
    for (MessageDefinition message : partner.messages().values()) {
      if (message.webhook() != null) {
        String pointer = JsonPointers.append("/messages", message.name()) + "/signature/secrets/";
        List<String> secrets = message.webhook().signature().secrets();
        for (int i = 0; i < secrets.size(); i++) {
          checkCredential(pointer + i, secrets.get(i), i > 0, used);
        }
      }
    }
    if (partner.signing() != null) {
      checkCredential("/signing/secret", partner.signing().secret(), false, used);
    }
    if (partner.callers() != null) {
      List<String> tokens = partner.callers().tokens();
      for (int i = 0; i < tokens.size(); i++) {
        checkCredential("/callers/tokens/" + i, tokens.get(i), i > 0, used);
      }
    }
    checkUsed("/credentials/", partner.credentials(), used);
    checkUsed("/optional_credentials/", partner.optionalCredentials(), used);
  }

  /** Only a second secret, which is there for the time of a change, may be left out. */
  private void checkCredential(
      String pointer, String name, boolean mayBeOptional, Set<String> used) {
    used.add(name);
    // What somebody meant to use is used; one slip is one problem.
    Spelling.nearest(name, partner.credentials()).ifPresent(used::add);
    if (partner.optionalCredentials().contains(name)) {
      if (!mayBeOptional) {
        add(pointer, "needs \"" + name + "\", which is optional; move it to credentials");
      }
    } else {
      checkName(pointer, "credential", name, partner.credentials());
    }
  }

  private void checkUsed(String pointer, List<String> names, Set<String> used) {
    for (int i = 0; i < names.size(); i++) {
      if (!used.contains(names.get(i))) {
        add(pointer + i, "\"" + names.get(i) + "\" is used nowhere; remove it");
      }
    }
  }

  private void checkHeaders() {
    for (String name : partner.headers().keySet()) {
      if (TransportHeaders.NAMES.contains(name.toLowerCase(Locale.ROOT))) {
        add(JsonPointers.append("/headers", name), "is set by the transport; remove it");
      }
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
