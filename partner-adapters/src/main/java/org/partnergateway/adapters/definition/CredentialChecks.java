package org.partnergateway.adapters.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.contracts.edi.EdiStandard;
import org.partnergateway.contracts.json.JsonPointers;

/**
 * Checks that the credentials and settings that an adapter file uses are among those that it has,
 * and that it uses the credentials that it has.
 */
final class CredentialChecks {
  private static final List<String> OF_AUTH =
      List.of(
          "token", "username", "password", "key", "client_id", "client_secret", "refresh_token");
  private static final List<String> OF_CHANNEL =
      List.of(
          "/sftp/username",
          "/sftp/password",
          "/sftp/private_key",
          "/as2/our_key",
          "/as2/our_previous_key");
  private static final List<String> TEXTS_OF_CHANNEL =
      List.of(
          "/sftp/host",
          "/sftp/port",
          "/sftp/host_keys",
          "/as2/url",
          "/as2/our_id",
          "/as2/their_id",
          "/as2/their_certificates",
          "/as2/receipt_url");

  private static final List<String> TEXTS_OF_AGREEMENT =
      List.of("/ours/qualifier", "/ours/id", "/theirs/qualifier", "/theirs/id", "/usage");

  private final PartnerDefinition partner;
  private final Problems problems;
  private final Set<String> used = new HashSet<>();

  CredentialChecks(PartnerDefinition partner, Problems problems) {
    this.partner = partner;
    this.problems = problems;
  }

  void run() {
    auth("/auth");
    texts("/headers");
    for (int i = 0; i < partner.additionalTokens().size(); i++) {
      texts("/additional_tokens/" + i + "/request");
    }
    for (OperationDefinition operation : partner.operations().values()) {
      String pointer = "/operations/%s/credentials/".formatted(operation.name());
      for (int i = 0; i < operation.credentials().size(); i++) {
        credential(pointer + i, operation.credentials().get(i), false);
      }
    }
    for (MessageDefinition message : partner.messages().values()) {
      MessageDefinition.Webhook webhook = message.webhook();
      if (webhook != null) {
        message(JsonPointers.append("/messages", message.name()), webhook);
      }
    }
    sources("/queues");
    sources("/streams");
    SigningDefinition signing = partner.signing();
    if (signing != null) {
      credential("/signing/secret", signing.secret(), false);
    }
    CallersDefinition callers = partner.callers();
    if (callers != null) {
      for (int i = 0; i < callers.tokens().size(); i++) {
        credential("/callers/tokens/" + i, callers.tokens().get(i), i > 0);
      }
    }
    for (ChannelDefinition channel : partner.channels().values()) {
      channel(JsonPointers.append("/channels", channel.name()));
    }
    for (EdiStandard standard : partner.edi().agreements().keySet()) {
      for (String key : TEXTS_OF_AGREEMENT) {
        texts("/edi/" + standard.word() + key);
      }
    }
    allUsed("/credentials/", partner.credentials());
    allUsed("/optional_credentials/", partner.optionalCredentials());
  }

  /** Whether a queue or stream is used at all is the operator's to say. */
  private void sources(String pointer) {
    partner
        .source()
        .find(pointer)
        .ifPresent(
            sources ->
                sources
                    .properties()
                    .forEach(
                        source ->
                            source(
                                JsonPointers.append(pointer, source.getKey()), source.getValue())));
  }

  private void source(String pointer, JsonNode source) {
    for (Map.Entry<String, JsonNode> part : source.properties()) {
      String at = pointer + "/" + part.getKey();
      String name = part.getValue().asText();
      if (SourceDefinition.SECRETS.contains(part.getKey())) {
        used.add(name);
        known(at, "optional credential", name, partner.optionalCredentials());
      } else if (!part.getKey().equals("protocol")) {
        known(at, "setting", name, partner.settings().keySet());
      }
    }
  }

  private void auth(String pointer) {
    for (String key : OF_AUTH) {
      String at = pointer + "/" + key;
      partner.source().find(at).ifPresent(name -> credential(at, name.asText(), false));
    }
    texts(pointer + "/token_headers");
  }

  /** A channel whose credentials are optional and left out is not in use. */
  private void channel(String pointer) {
    for (String key : OF_CHANNEL) {
      String at = pointer + key;
      partner.source().find(at).ifPresent(name -> credential(at, name.asText(), true));
    }
    for (String key : TEXTS_OF_CHANNEL) {
      partner.source().find(pointer + key).ifPresent(node -> texts(pointer + key, node, true));
    }
  }

  private void message(String pointer, MessageDefinition.Webhook webhook) {
    List<String> secrets = webhook.signature().secrets();
    for (int i = 0; i < secrets.size(); i++) {
      credential(pointer + "/signature/secrets/" + i, secrets.get(i), i > 0);
    }
    texts(pointer + "/signature/signed");
    texts(pointer + "/handshake/sha256");
    auth(pointer + "/signature/key/auth");
    String roots = pointer + "/signature/roots";
    partner
        .source()
        .find(roots)
        .ifPresent(name -> known(roots, "setting", name.asText(), partner.settings().keySet()));
  }

  /** Whatever stands there for something that the operator says. */
  private void texts(String pointer) {
    partner.source().find(pointer).ifPresent(node -> texts(pointer, node, false));
  }

  private void texts(String pointer, JsonNode node, boolean mayBeOptional) {
    if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        texts(pointer + "/" + i, list.get(i), mayBeOptional);
      }
    } else if (node instanceof ObjectNode object) {
      if (object.path("setting").isTextual()) {
        known(
            pointer + "/setting",
            "setting",
            object.path("setting").asText(),
            partner.settings().keySet());
      } else if (object.path("credential").isTextual()) {
        credential(pointer + "/credential", object.path("credential").asText(), mayBeOptional);
      } else if (object.path("basic").isObject()) {
        credential(
            pointer + "/basic/username", object.path("basic").path("username").asText(), false);
        credential(
            pointer + "/basic/password", object.path("basic").path("password").asText(), false);
      } else {
        object
            .properties()
            .forEach(
                member ->
                    texts(
                        JsonPointers.append(pointer, member.getKey()),
                        member.getValue(),
                        mayBeOptional));
      }
    }
  }

  /** Only a second secret, which is there for the time of a change, may be left out. */
  private void credential(String pointer, String name, boolean mayBeOptional) {
    used.add(name);
    // What somebody meant to use is used; one slip is one problem.
    Spelling.nearest(name, partner.credentials()).ifPresent(used::add);
    if (partner.optionalCredentials().contains(name)) {
      if (!mayBeOptional) {
        add(pointer, "needs \"" + name + "\", which is optional; move it to credentials");
      }
    } else {
      known(pointer, "credential", name, partner.credentials());
    }
  }

  private void allUsed(String pointer, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (!used.contains(names.get(i))) {
        add(pointer + i, "\"" + names.get(i) + "\" is used nowhere; remove it");
      }
    }
  }

  private void known(String pointer, String what, String name, Collection<String> known) {
    if (!known.contains(name)) {
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
