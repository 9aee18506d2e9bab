package org.partnergateway.adapters.definition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A queue or stream that a partner's messages are read from, as its adapter file says: of each part
 * the name of the setting or credential that has it.
 *
 * @param protocol {@code sqs} or {@code kafka}
 * @param names names of settings and credentials, by part
 */
public record SourceDefinition(String name, String protocol, Map<String, String> names) {
  /** What names credentials; all else names settings. */
  static final Set<String> SECRETS =
      Set.of("access_key_id", "secret_access_key", "username", "password");

  /** Copies the map. */
  public SourceDefinition {
    names = Map.copyOf(names);
  }

  /** All that the file has, by name. */
  public static Map<String, SourceDefinition> of(PartnerDefinition partner) {
    Map<String, SourceDefinition> sources = new LinkedHashMap<>();
    Fields file = new Fields(partner.source().root());
    for (String kind : new String[] {"queues", "streams"}) {
      file.map(kind, SourceDefinition::read).forEach(sources::put);
    }
    return sources;
  }

  private static SourceDefinition read(String name, Fields fields) {
    Map<String, String> names = new LinkedHashMap<>();
    fields.node().properties().forEach(one -> names.put(one.getKey(), one.getValue().asText()));
    return new SourceDefinition(name, fields.text("protocol"), names);
  }

  /** The value of a setting; empty when there is none. */
  public String setting(Partner partner, String part) {
    return partner.settings().getOrDefault(name(part), "");
  }

  /** The value of a credential; empty when the operator gave none. */
  public String credential(Partner partner, String part) {
    return partner.credentials().getOrDefault(name(part), "");
  }

  private String name(String part) {
    String name = names.get(part);
    if (name == null) {
      throw new IllegalArgumentException("a %s has no %s".formatted(protocol, part));
    }
    return name;
  }
}
