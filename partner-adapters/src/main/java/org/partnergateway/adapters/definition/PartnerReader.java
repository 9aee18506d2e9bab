package org.partnergateway.adapters.definition;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.ErrorRule;
import org.partnergateway.adapters.failure.ErrorTable;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.Policy;
import org.partnergateway.contracts.cards.CardMask;
import org.partnergateway.contracts.definitions.YamlTree;

/** Binds one adapter file that has passed its schema. */
final class PartnerReader {
  private PartnerReader() {}

  /**
   * @param contracts what token endpoints keep to
   * @param base the policy that the file's own stands on
   */
  static PartnerDefinition read(YamlTree tree, TokenContracts contracts, Policy base) {
    Fields file = new Fields(tree.root());
    Policy policy = PolicyReader.read(file.in("policy"), base);
    AuthDefinition auth =
        file.has("auth") ? AuthReader.auth(file.in("auth")) : new AuthDefinition.None();
    return new PartnerDefinition(
        file.text("id"),
        file.text("name"),
        PartnerKind.valueOf(file.text("kind").toUpperCase(Locale.ROOT)),
        file.has("base_url") ? URI.create(file.text("base_url")) : PartnerDefinition.NOWHERE,
        new LinkedHashSet<>(file.texts("hosts")),
        file.map(
            "settings",
            (name, s) -> new SettingDefinition(s.text("description"), s.textOrNull("default"))),
        file.texts("credentials"),
        file.texts("optional_credentials"),
        auth,
        contracts.token(),
        AuthReader.additional(file, contracts.additional()),
        file.map("headers", (name, value) -> TextSources.read(value.node())),
        errors(file.in("errors")),
        policy,
        file.map("operations", (name, fields) -> operation(name, fields, policy)),
        file.map("messages", (name, fields) -> message(name, fields, auth)),
        file.map("polls", PartnerReader::poll),
        file.map("channels", ChannelReader::read),
        EdiReader.read(file.in("edi"), file.text("id")),
        file.has("signing") ? signing(file.in("signing")) : null,
        file.has("callers") ? callers(file.in("callers")) : null,
        file.map("questions", PartnerReader::question),
        file.textOrNull("order_events"),
        CardMask.sparing(new HashSet<>(file.texts("identifiers"))),
        file.map("reports", PartnerReader::report),
        tree);
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
        operation.has("look_up") ? lookUp(operation.in("look_up")) : null,
        besides(operation),
        operation.has("transaction") ? EdiReader.transaction(operation) : null);
  }

  private static Besides besides(Fields operation) {
    Fields link = operation.in("link");
    Fields settlesBy = operation.in("settles_by");
    return new Besides(
        operation.texts("steps"),
        operation.has("link")
            ? Besides.LinkAuth.valueOf(link.text("auth", "partner").toUpperCase(Locale.ROOT))
            : null,
        operation.in("documents").textOrNull("operation"),
        operation.has("settles_by")
            ? new LookUpDefinition(
                settlesBy.text("operation"),
                settlesBy.durations("after", LookUpDefinition.DEFAULT_AFTER),
                Duration.ZERO,
                false)
            : null,
        link.has("unpacks"));
  }

  private static IdempotencyKey idempotencyKey(Fields key) {
    return new IdempotencyKey(
        key.text("header"),
        key.duration("valid_for", IdempotencyKey.DEFAULT_VALID_FOR),
        key.textOrNull("replay_header"),
        IdempotencyKey.Form.valueOf(key.text("form", "reference").toUpperCase(Locale.ROOT)));
  }

  private static LookUpDefinition lookUp(Fields lookUp) {
    return new LookUpDefinition(
        lookUp.text("operation"),
        lookUp.durations("after", LookUpDefinition.DEFAULT_AFTER),
        lookUp.duration("settles_in", LookUpDefinition.DEFAULT_SETTLES_IN),
        lookUp.text("absence", "unclear").equals("final"));
  }

  private static MessageDefinition message(String name, Fields message, AuthDefinition auth) {
    return new MessageDefinition(
        name,
        message.has("webhook")
            ? new MessageDefinition.Webhook(
                message.text("contract"),
                message.text("webhook"),
                message.pointers("id"),
                SignatureReader.read(message.in("signature"), auth),
                acknowledgement(message),
                handshake(message))
            : null,
        message.has("transaction") ? EdiReader.transaction(message) : null,
        message.has("from") ? readMessage(message) : null);
  }

  private static MessageDefinition.Read readMessage(Fields message) {
    Fields asks = message.in("asks");
    Map<JsonPointer, String> when = new LinkedHashMap<>();
    message
        .map("when", (pointer, text) -> text.node().asText())
        .forEach((pointer, text) -> when.put(JsonPointer.compile(pointer), text));
    return new MessageDefinition.Read(
        message.text("contract"),
        message.text("message"),
        message.text("from"),
        when,
        message.pointers("id"),
        message.has("asks")
            ? new MessageDefinition.Asks(asks.text("operation"), asks.text("message"))
            : null);
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

  private static ReportDefinition report(String name, Fields report) {
    return new ReportDefinition(
        name,
        report.text("kind"),
        ReportDefinition.Format.valueOf(
            report.text("format").replace('-', '_').toUpperCase(Locale.ROOT)),
        report.text("contract"),
        report.has("delimiter") ? report.text("delimiter").charAt(0) : null,
        Charset.forName(report.text("encoding", StandardCharsets.UTF_8.name())),
        report.texts("columns"),
        report.text("files", "*"),
        report.node().path("first_row").asBoolean());
  }

  private static MessageDefinition.Acknowledgement acknowledgement(Fields message) {
    MessageDefinition.Acknowledgement plain = MessageDefinition.Acknowledgement.PLAIN;
    Fields said = message.in("acknowledgement");
    return new MessageDefinition.Acknowledgement(
        said.number("status", plain.status()),
        said.textOrNull("media_type"),
        said.text("body", plain.body()));
  }

  private static MessageDefinition.@Nullable Handshake handshake(Fields message) {
    Fields said = message.in("handshake");
    return message.has("handshake")
        ? new MessageDefinition.Handshake(
            said.text("member"), TextSources.readAll(said.node().path("sha256")))
        : null;
  }

  private static PollDefinition poll(String name, Fields poll) {
    return new PollDefinition(
        name,
        poll.text("operation"),
        poll.text("message"),
        poll.textOrNull("each"),
        Fields.duration(poll.text("every")));
  }
}
