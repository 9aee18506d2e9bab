package org.partnergateway.contracts.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.documents.Bundler;
import org.partnergateway.contracts.json.JsonPointers;
import org.partnergateway.contracts.schema.MessageSchema;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.contracts.schema.Violation;

/** An AsyncAPI 3 document, read and compiled. Any thread may ask. */
public final class AsyncContract {

  private static final String MESSAGES = "/components/messages";

  private final Map<String, MessageSchema> payloads;

  private AsyncContract(Map<String, MessageSchema> payloads) {
    this.payloads = payloads;
  }

  /**
   * Reads the document at a path and compiles the payload of every message under {@code
   * components/messages}. A message goes by its {@code name}, else by its key.
   *
   * @throws DefinitionException with everything that is wrong with the document or a schema it
   *     refers to
   */
  public static AsyncContract read(String path, SchemaLibrary library) {
    YamlTree document = library.documents().get(path);
    Problems problems = new Problems();
    if (!document.root().path("asyncapi").asText().startsWith("3.")) {
      problems.add(document.problem("/asyncapi", "must be an AsyncAPI 3 document"));
    }
    Map<String, MessageSchema> payloads = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> message : document.root().at(MESSAGES).properties()) {
      String pointer = JsonPointers.append(MESSAGES, message.getKey());
      String name = message.getValue().path("name").asText(message.getKey());
      String payload =
          pointer
              + (message.getValue().at("/payload/schema").isObject()
                  ? "/payload/schema"
                  : "/payload");
      if (document.find(payload).isEmpty()) {
        problems.add(document.problem(pointer, "the message needs a payload, written here"));
      } else if (payloads.containsKey(name)) {
        problems.add(
            document.problem(pointer, "another message is named \"" + name + "\" already"));
      } else {
        library.schema(path, payload, problems).ifPresent(schema -> payloads.put(name, schema));
      }
    }
    problems.throwIfAny();
    Bundler.bundle(library.documents(), path); // tells what refers to nothing
    return new AsyncContract(payloads);
  }

  /** Names of all messages, in the order of the document. */
  public Set<String> messages() {
    return payloads.keySet();
  }

  /**
   * Every way in which an event breaks the contract; a type that is not declared is one. Pointers
   * are into the event.
   */
  public List<Violation> check(String type, JsonNode event) {
    MessageSchema payload = payloads.get(type);
    if (payload == null) {
      return List.of(
          new Violation(
              "/type",
              "messages",
              "is not a known event type" + Spelling.suggest(type, payloads.keySet())));
    }
    return payload.check(event);
  }
}
