package org.partnergateway.adapters.definition;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator says about one partner under {@code gateway.partners.<id>}. Its text form hides
 * the secrets.
 *
 * <p>Names are compared by their letters and digits only, because environment variables know no
 * other.
 *
 * @param baseUrl {@code base-url}, instead of the adapter file's
 * @param credentials {@code credentials.<name>}; blank is as good as absent
 * @param settings {@code settings.<name>}, and {@code settings.token_url} where tokens are fetched
 */
public record PartnerSettings(
    Optional<URI> baseUrl, Map<String, String> credentials, Map<String, String> settings) {
  /** The operator says nothing. */
  public static final PartnerSettings NONE =
      new PartnerSettings(Optional.empty(), Map.of(), Map.of());

  /** Copies the maps. */
  public PartnerSettings {
    credentials = Map.copyOf(credentials);
    settings = Map.copyOf(settings);
  }

  @Override
  public String toString() {
    return "PartnerSettings[baseUrl=%s, credentials=%s, settings=%s]"
        .formatted(baseUrl, credentials.keySet(), settings);
  }
}
