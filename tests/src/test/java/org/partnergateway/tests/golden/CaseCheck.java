package org.partnergateway.tests.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.BodyForm;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.schema.MessageSchema;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.contracts.xml.XmlBody;
import org.partnergateway.routes.ledger.DocumentSchemas;
import org.partnergateway.transformations.MappingException;
import org.partnergateway.transformations.formats.WireFormat;
import org.partnergateway.transformations.formats.WireFormats;

/** Runs one case through the mappings and contracts it is about, and lists all that is wrong. */
public final class CaseCheck {
  /** The schema of a batch's lines, by its kind. */
  private static final Map<String, String> LINES =
      Map.of(
          "inventory-levels", "publish_inventory_level.yaml",
          "refunds", "refund_payment.yaml",
          "settlements", "settlement_entry.yaml",
          "shipments", "book_shipment.yaml");

  private final Definitions definitions;
  private final GoldenCase row;
  private final JsonNode adapter;
  private final List<String> problems = new ArrayList<>();

  private CaseCheck(Definitions definitions, GoldenCase row) {
    this.definitions = definitions;
    this.row = row;
    this.adapter = definitions.adapter(row.partner());
  }

  static List<String> run(Definitions definitions, GoldenCase row) {
    List<String> form = row.formProblems();
    return form.isEmpty() ? new CaseCheck(definitions, row).run() : form;
  }

  private List<String> run() {
    definitions.takeUnknownCodes(row.partner());
    boolean isQuestion = adapter.path("questions").has(row.subject());
    if (row.has("request")) {
      if (isQuestion) {
        questions().checkRequest();
      } else {
        checkRequest();
      }
    }
    if (row.has("answer")) {
      if (isQuestion) {
        questions().checkAnswer();
      } else {
        checkAnswer();
      }
    }
    if (row.has("message")) {
      checkMessage();
    }
    if (row.has("row")) {
      checkRow();
    }
    Set<String> unknown = definitions.takeUnknownCodes(row.partner());
    if (!unknown.equals(row.unknown())) {
      problems.add("unknown codes: expected " + row.unknown() + ", counted " + unknown);
    }
    return problems;
  }

  private void checkRequest() {
    ObjectNode input = row.input("request");
    if (!definitions.isStep(row.partner(), row.subject())) {
      String canonical = definitions.operation(row.subject()).path("request").asText();
      broken(
          "/request/input/request",
          "the canonical contract",
          definitions.canonical(canonical).check(input.path("request")));
    }
    JsonNode output = map("request", input);
    if (output == null) {
      return;
    }
    JsonNode said = adapter.path("operations").path(row.subject());
    if (said.has("transaction")) {
      new TransactionCheck(definitions, row, said)
          .problems(output.path("body"))
          .forEach(problem -> problems.add("the request's output " + problem));
      return;
    }
    HttpOperation operation = operation();
    JsonNode body = output.get("body");
    broken(
        "the request's output",
        "the partner's contract",
        operation.checkRequest(MappedRequests.parts(adapter, row.subject(), input, output)).stream()
            .filter(violation -> !output.has("link") || !isAboutAddress(violation.pointer()))
            .toList());
    checkParts(output);
    BodyForm form = operation.requestForm();
    if (body != null && form != null) {
      checkWritten(WireFormats.of(form), body);
    }
  }

  /** What travels must say what the mapping said. A form has nothing but text, so it can't. */
  private void checkWritten(WireFormat format, JsonNode body) {
    byte[] written = format.write(body);
    if (format == WireFormats.FORM) {
      return;
    }
    for (String difference : JsonDiff.between(body, format.read(written))) {
      problems.add("the request's body, written and read again, differs: " + difference);
    }
  }

  /** Of a request that follows a link only what is sent there is ours. */
  private static boolean isAboutAddress(String pointer) {
    return pointer.startsWith("/path") || pointer.startsWith("/query");
  }

  private void checkParts(JsonNode output) {
    for (Map.Entry<String, JsonNode> part : output.properties()) {
      switch (part.getKey()) {
        case "path", "headers" -> checkTexts(part.getKey(), part.getValue(), false);
        case "query" -> checkTexts(part.getKey(), part.getValue(), true);
        case "body" -> {}
        case "link" -> checkLink(part.getValue());
        default -> problems.add("the request's output: nothing reads /" + part.getKey());
      }
    }
  }

  /** Which hosts it may lead to is the adapter file's to say. */
  private void checkLink(JsonNode link) {
    JsonNode operation = adapter.path("operations").path(row.subject());
    if (!operation.has("link")) {
      problems.add(
          "the request's output: /link, and the operation's link isn't in the adapter file");
    }
    String host = URI.create(link.asText()).getAuthority();
    boolean allowed = false;
    for (JsonNode one : adapter.path("hosts")) {
      allowed |= one.asText().equals(host);
    }
    if (!allowed) {
      problems.add("the request's output: /link leads to " + host + ", which is not among hosts");
    }
  }

  private void checkTexts(String part, JsonNode values, boolean arrays) {
    for (Map.Entry<String, JsonNode> value : values.properties()) {
      boolean fine = value.getValue().isTextual();
      if (arrays && value.getValue().isArray()) {
        fine = true;
        for (JsonNode element : value.getValue()) {
          fine &= element.isTextual();
        }
      }
      if (!fine) {
        problems.add(
            "the request's output: /"
                + part
                + "/"
                + value.getKey()
                + " must be text, is "
                + value.getValue());
      }
    }
  }

  private void checkAnswer() {
    ObjectNode input = row.input("answer");
    JsonNode body = input.get("body");
    String contentType = contentType(input);
    if (body != null && !body.isNull()) {
      checkReadable(operation().answerForm(input.path("status").asInt(), contentType), body);
    }
    broken(
        "/answer/input",
        "the partner's contract",
        operation()
            .checkResponse(
                input.path("status").asInt(),
                contentType,
                body == null || body.isNull() ? null : body));
    JsonNode output = map("answer", input);
    if (output != null && !definitions.isStep(row.partner(), row.subject())) {
      problems.addAll(answerProblems(definitions, row.subject(), output));
    }
  }

  /** What is wrong by the canonical contract with what a response mapping gave. */
  public static List<String> answerProblems(
      Definitions definitions, String operation, JsonNode output) {
    JsonNode entry = definitions.operation(operation);
    return broken(
        "the answer's output",
        CanonicalParts.check(
            definitions.canonical(entry.path("result").asText()),
            output,
            entry.path("effect").asText().equals("read")));
  }

  private QuestionCheck questions() {
    return new QuestionCheck(definitions, row, problems, this::map);
  }

  /** Where the case doesn't say: what the contract declares first, which mostly is JSON. */
  private String contentType(JsonNode input) {
    JsonNode contentType = input.path("headers").path("content-type");
    return contentType.isTextual()
        ? contentType.asText()
        : operation().answerForm(input.path("status").asInt(), null).mediaType();
  }

  /** The tree is what the partner's XML would be read as. */
  private void checkReadable(BodyForm form, JsonNode body) {
    XmlBody xml = form.xml();
    if (xml == null) {
      return;
    }
    try {
      for (String difference : JsonDiff.between(body, xml.read(xml.writeWithOthers(body)))) {
        problems.add("/answer/input/body isn't what its XML is read as: " + difference);
      }
    } catch (IllegalArgumentException e) {
      problems.add("/answer/input/body can't be written as XML: " + e.getMessage());
    }
  }

  private void checkMessage() {
    ObjectNode input = row.input("message");
    JsonNode message = adapter.path("messages").path(row.subject());
    if (message.has("transaction")) {
      new TransactionCheck(definitions, row, message)
          .problems(input.path("body"))
          .forEach(problem -> problems.add("/message/input/body " + problem));
    }
    if (message.has("webhook")) {
      broken(
          "/message/input/body",
          "the partner's contract",
          definitions
              .contract(row.partner(), message.path("contract").asText())
              .webhook(message.path("webhook").asText())
              .checkBody(input.path("body")));
    }
    if (message.has("from")) {
      broken(
          "/message/input/body",
          "the partner's contract",
          definitions
              .eventContract(row.partner(), message.path("contract").asText())
              .check(message.path("message").asText(), input.path("body")));
    }
    JsonNode output = map("message", input);
    if (output == null) {
      return;
    }
    if (output.has("asks") && !message.has("asks")) {
      problems.add("the message's output: /asks, and the message's asks isn't in the adapter file");
    }
    problems.addAll(messageProblems(definitions, output));
  }

  private void checkRow() {
    ObjectNode input = row.input("row");
    JsonNode report = adapter.path("reports").path(row.subject());
    List<Violation> violations =
        definitions
            .partnerSchema(row.partner(), report.path("contract").asText())
            .check(input.path("row"));
    String refusal = row.refusal("row");
    if (!violations.isEmpty() && refusal != null) {
      // What breaks the contract never comes to the mapping.
      if (violations.stream().noneMatch(one -> one.toString().equals(refusal))) {
        problems.add("/row: expected \"%s\", was %s".formatted(refusal, violations));
      }
      return;
    }
    broken("/row/input/row", "the partner's contract", violations);
    JsonNode output = map("row", input);
    if (output != null && !output.isNull()) {
      broken(
          "the row's output",
          "the canonical contract",
          definitions.canonical(LINES.get(report.path("kind").asText())).check(output));
    }
  }

  /** What is wrong by the canonical contract with what a message mapping gave. */
  public static List<String> messageProblems(Definitions definitions, JsonNode output) {
    List<String> problems = new ArrayList<>();
    if (!output.path("changes").isArray()) {
      problems.add("the message's output: /changes must be an array");
    }
    for (JsonNode change : output.path("changes")) {
      problems.addAll(changeProblems(definitions, change));
    }
    return problems;
  }

  private static List<String> changeProblems(Definitions definitions, JsonNode change) {
    String kind = change.path("kind").asText();
    if (!DocumentSchemas.KINDS.contains(kind)) {
      return List.of("the message's output: no kind of change: " + change.path("kind"));
    }
    List<String> problems = new ArrayList<>();
    problems.addAll(
        broken(
            "occurred_at",
            definitions.canonical("timestamp.yaml").check(change.path("occurred_at"))));
    if (change.has("set")) {
      MessageSchema schema = definitions.canonical(kind + ".yaml");
      problems.addAll(
          broken("set of a " + kind, CanonicalParts.check(schema, change.get("set"), false)));
    }
    for (JsonNode event : change.path("tracking_events")) {
      MessageSchema schema = definitions.canonical("tracking_event.yaml");
      problems.addAll(broken("a tracking event", CanonicalParts.check(schema, event, false)));
    }
    return problems;
  }

  private HttpOperation operation() {
    return definitions.partnerOperation(row.partner(), row.subject());
  }

  /** The mapping's output after it has been compared, or null when the mapping failed. */
  private @Nullable JsonNode map(String part, ObjectNode input) {
    String refusal = row.refusal(part);
    String file =
        row.subject()
            + "."
            + switch (part) {
              case "answer" -> "response";
              case "row" -> "report";
              default -> part;
            };
    try {
      JsonNode output = definitions.mapping(row.partner(), file).apply(input);
      if (refusal != null) {
        problems.add("/" + part + ": expected to be refused, gave " + output);
        return null;
      }
      for (String difference : JsonDiff.between(row.expect(part), output)) {
        problems.add("/" + part + "/expect" + difference);
      }
      return output;
    } catch (MappingException e) {
      // On purpose, or by a function of its own accord.
      String message = e.problem().message();
      if (refusal == null || !(message.equals("error: " + refusal) || message.equals(refusal))) {
        problems.add("/" + part + ": " + e.getMessage());
      }
      return null;
    }
  }

  private void broken(String where, String contract, Collection<Violation> violations) {
    violations.forEach(violation -> problems.add(line(where, contract, violation)));
  }

  private static List<String> broken(String where, Collection<Violation> violations) {
    return violations.stream()
        .map(violation -> line(where, "the canonical contract", violation))
        .toList();
  }

  private static String line(String where, String contract, Violation violation) {
    return where + " breaks " + contract + ": " + violation;
  }
}
