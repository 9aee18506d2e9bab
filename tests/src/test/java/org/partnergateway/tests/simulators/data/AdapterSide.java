package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.partnergateway.adapters.client.AnswerReader;
import org.partnergateway.adapters.client.PartnerCall;
import org.partnergateway.adapters.client.PartnerClients;
import org.partnergateway.adapters.client.PartnerOutcome;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.PartnerDefinition;
import org.partnergateway.adapters.definition.PartnerDefinitions;
import org.partnergateway.adapters.definition.PartnerSettings;
import org.partnergateway.adapters.failure.Effect;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.YamlTree;

/**
 * The product's own client of each partner: authentication, signatures, policy, HTTP. Only the
 * limits are left out: the simulator's clock goes faster than the client's.
 */
final class AdapterSide implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final PartnerClients clients = new PartnerClients(vertx, new SimpleMeterRegistry());

  /**
   * @param settings by partner, without {@code gateway.partners.<id>.}
   */
  AdapterSide(DefinitionTree tree, Map<String, Map<String, String>> settings) {
    Map<String, PartnerDefinition> definitions = PartnerDefinitions.read(withoutLimits(tree));
    Problems problems = new Problems();
    List<Partner> partners =
        settings.entrySet().stream()
            .map(
                one ->
                    Partner.resolve(
                        definitions.get(one.getKey()), settings(one.getValue()), problems))
            .toList();
    problems.throwIfAny();
    clients.use(partners);
  }

  PartnerOutcome call(String partner, GoldenRequest request, Effect effect, String key) {
    return clients
        .find(partner)
        .orElseThrow()
        .call(
            new PartnerCall(
                request.operation(),
                request.contract().method(),
                request.target(),
                request.headers(),
                request.body(),
                request.mediaType(),
                effect,
                key,
                null,
                Deadline.in(LONGEST),
                AnswerReader.of(request.contract())));
  }

  private static PartnerSettings settings(Map<String, String> properties) {
    return new PartnerSettings(
        Optional.of(URI.create(properties.get("base-url"))),
        below("credentials.", properties),
        below("settings.", properties));
  }

  private static Map<String, String> below(String prefix, Map<String, String> properties) {
    Map<String, String> below = new HashMap<>();
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            below.put(name.substring(prefix.length()), value);
          }
        });
    return below;
  }

  private static DefinitionTree withoutLimits(DefinitionTree tree) {
    Map<String, byte[]> files = new TreeMap<>();
    for (String path : tree.paths()) {
      byte[] content = tree.get(path).content();
      if (path.startsWith(PartnerDefinitions.FOLDER)) {
        ObjectNode file = YamlTree.read(tree.get(path)).object().deepCopy();
        without(file);
        file.path("operations").forEach(operation -> without((ObjectNode) operation));
        content = file.toString().getBytes(UTF_8);
      }
      files.put(path, content);
    }
    return DefinitionTree.of(files);
  }

  private static void without(ObjectNode holder) {
    if (holder.get("policy") instanceof ObjectNode policy) {
      policy.remove("rate_limit");
    }
  }

  @Override
  public void close() {
    clients.close();
    vertx.close();
  }
}
