package org.partnergateway.adapters.definition;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.transport.Origin;
import org.partnergateway.contracts.definitions.Problems;

/**
 * A partner as it is used: its definition with what the operator says. Its text form hides the
 * secrets.
 *
 * @param baseUrl where the paths of its contracts begin
 * @param tokenUrl where tokens come from; null for no tokens
 * @param origins the only places that requests may go to
 * @param credentials secret values by name
 * @param settings values by name, as mappings read them
 * @param missing properties to configure before the partner can be used; empty when it can
 */
public record Partner(
    PartnerDefinition definition,
    URI baseUrl,
    @Nullable URI tokenUrl,
    Set<Origin> origins,
    Map<String, String> credentials,
    Map<String, String> settings,
    List<String> missing) {
  /** Copies the collections. */
  public Partner {
    origins = Set.copyOf(origins);
    credentials = Map.copyOf(credentials);
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    missing = List.copyOf(missing);
  }

  /**
   * The partner with the operator's settings.
   *
   * @param problems what the operator must mend is added, by the property's name; a partner of
   *     which nothing at all is configured is no problem, but {@link #configured} is false
   */
  public static Partner resolve(
      PartnerDefinition definition, PartnerSettings settings, Problems problems) {
    return new PartnerResolver(definition, settings, problems).resolve();
  }

  /** The partner's id. */
  public String id() {
    return definition.id();
  }

  /** Whether it can be used; otherwise the operator has configured nothing for it. */
  public boolean configured() {
    return missing.isEmpty();
  }

  /**
   * A secret.
   *
   * @throws IllegalStateException when it is not configured
   */
  public String credential(String name) {
    String value = credentials.get(name);
    if (value == null) {
      throw new IllegalStateException(
          "gateway.partners." + id() + ".credentials." + name + " is not configured");
    }
    return value;
  }

  /**
   * Where that is: the address, or the path under the base address.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public URI address(String url) {
    return Addresses.of(baseUrl, url);
  }

  /** The same as a text, for addresses in which something is still to be put. */
  public String fullAddress(String url) {
    return Addresses.full(baseUrl, url);
  }

  @Override
  public String toString() {
    return "Partner[%s at %s]".formatted(id(), baseUrl);
  }
}
