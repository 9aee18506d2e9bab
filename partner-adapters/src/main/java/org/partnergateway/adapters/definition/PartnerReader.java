package org.partnergateway.adapters.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.SignatureDefinition.Scheme;
import org.partnergateway.adapters.failure.ErrorRule;
import org.partnergateway.adapters.failure.ErrorTable;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.Policy;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.http.HttpOperation;

/** Binds one adapter file that has passed its schema. */
final class PartnerReader {
  private PartnerReader() {}

  /**
   * @param tokenContract what the token endpoint keeps to; null when the file names no contract
   * @param base the policy that the file's own stands on
   */
  static PartnerDefinition read(YamlTree tree, @Nullable HttpOperation tokenContract, Policy base) {
    Fields file = new Fields(tree.root());
    Policy policy = PolicyReader.read(file.in("policy"), base);
    return new PartnerDefinition(
        file.text("id"),
        file.text("name"),
        PartnerKind.valueOf(file.text("kind").toUpperCase(Locale.ROOT)),
        URI.create(file.text("base_url")),
        new LinkedHashSet<>(file.texts("hosts")),
        file.map(
            "settings",
            (name, s) -> new SettingDefinition(s.text("description"), s.textOrNull("default"))),
        file.texts("credentials"),
        file.texts("optional_credentials"),
        auth(file.in("auth")),
        tokenContract,
        file.map("headers", (name, value) -> value.node().asText()),
        errors(file.in("errors")),
        policy,
        file.map("operations", (name, fields) -> operation(name, fields, policy)),
        file.map("messages", PartnerReader::message),
        file.map("polls", PartnerReader::poll),
        file.has("signing") ? signing(file.in("signing")) : null,
        file.has("callers") ? callers(file.in("callers")) : null,
        file.map("questions", PartnerReader::question),
        file.textOrNull("order_events"),
        tree);
  }

  private static AuthDefinition auth(Fields auth) {
    return switch (auth.text("scheme")) {
      case "none" -> new AuthDefinition.None();
      case "bearer" -> new AuthDefinition.Bearer(auth.text("token"));
      case "oauth2-client-credentials" ->
          new AuthDefinition.ClientCredentials(
              auth.text("token_url"),
              auth.text("client_authentication", "basic").equals("body"),
              auth.text("client_id"),
              auth.text("client_secret"),
              auth.textOrNull("scope"));
      case "lwa-refresh-token" ->
          new AuthDefinition.RefreshToken(
              auth.text("token_url"),
              auth.text("client_id"),
              auth.text("client_secret"),
              auth.text("refresh_token"),
              auth.text("header", "x-amz-access-token"));
      default -> throw new IllegalStateException("The schema allows no other scheme");
    };
  }

  private static ErrorTable errors(Fields errors) {
    List<ErrorRule> rules =
        StreamSupport.stream(errors.node().path("rules").spliterator(), false)
            .map(rule -> rule(new Fields(rule)))
            .toList();
    return new ErrorTable(errors.pointers("code"), errors.pointers("message"), rules);
  }

  private static ErrorRule rule(Fields rule) {
    Set<Integer> statuses = new HashSet<>();
    JsonNode status = rule.node().path("status");
    if (status.isArray()) {
      status.forEach(each -> statuses.add(each.intValue()));
    } else {
      statuses.add(status.intValue());
    }
    return new ErrorRule(
        statuses,
        new HashSet<>(rule.texts("codes")),
        Failure.ofWord(rule.text("failure")).orElseThrow(),
        rule.textOrNull("category"));
  }

  private static OperationDefinition operation(String name, Fields operation, Policy partner) {
    Fields own = operation.in("policy");
    Fields idempotency = operation.in("idempotency");
    return new OperationDefinition(
        name,
        operation.text("contract"),
        operation.text("operation"),
        operation.text("group", OperationDefinition.DEFAULT_GROUP),
        idempotency.has("header") ? idempotencyKey(idempotency) : null,
        idempotency.has("natural"),
        operation.texts("credentials"),
        operation.texts("then"),
        PolicyReader.read(own, partner),
        own.has("rate_limit"),
        operation.has("look_up") ? lookUp(operation.in("look_up")) : null);
  }

  private static IdempotencyKey idempotencyKey(Fields key) {
    return new IdempotencyKey(
        key.text("header"),
        key.duration("valid_for", IdempotencyKey.DEFAULT_VALID_FOR),
        key.textOrNull("replay_header"));
  }

  private static LookUpDefinition lookUp(Fields lookUp) {
    return new LookUpDefinition(
        lookUp.text("operation"),
        lookUp.durations("after", LookUpDefinition.DEFAULT_AFTER),
        lookUp.duration("settles_in", LookUpDefinition.DEFAULT_SETTLES_IN),
        lookUp.text("absence", "unclear").equals("final"));
  }

  private static MessageDefinition message(String name, Fields message) {
    return new MessageDefinition(
        name,
        message.has("webhook")
            ? new MessageDefinition.Webhook(
                message.text("contract"),
                message.text("webhook"),
                message.pointers("id"),
                signature(message.in("signature")))
            : null);
  }

  private static SignatureDefinition signature(Fields signature) {
    String scheme = signature.text("scheme");
    return new SignatureDefinition(
        Scheme.valueOf(scheme.toUpperCase(Locale.ROOT).replace('-', '_')),
        signature.text("header"),
        signature.texts("secrets"),
        signature.duration("tolerance", SignatureDefinition.DEFAULT_TOLERANCE));
  }

  private static SigningDefinition signing(Fields signing) {
    return new SigningDefinition(signing.text("header"), signing.text("secret"));
  }

  private static CallersDefinition callers(Fields callers) {
    Fields timestamp = callers.in("timestamp");
    return new CallersDefinition(
        callers.texts("tokens"),
        callers.in("idempotency").textOrNull("header"),
        callers.in("idempotency").textOrNull("replay_header"),
        callers.textOrNull("request_id"),
        timestamp.textOrNull("header"),
        timestamp.duration("tolerance", SignatureDefinition.DEFAULT_TOLERANCE));
  }

  private static QuestionDefinition question(String name, Fields question) {
    return new QuestionDefinition(name, question.text("contract"), question.text("operation"));
  }

  private static PollDefinition poll(String name, Fields poll) {
    return new PollDefinition(
        name, poll.text("operation"), poll.text("message"), Fields.duration(poll.text("every")));
  }
}
