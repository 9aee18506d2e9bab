package org.partnergateway.adapters.definition;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.transport.Origin;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Spelling;

/** Puts a definition and the operator's settings together. */
final class PartnerResolver {
  private static final String TOKEN_URL = "token_url";

  private final PartnerDefinition definition;
  private final PartnerSettings operator;
  private final Problems problems;
  private final String prefix;

  PartnerResolver(PartnerDefinition definition, PartnerSettings operator, Problems problems) {
    this.definition = definition;
    this.operator = operator;
    this.problems = problems;
    this.prefix = "gateway.partners." + definition.id() + ".";
  }

  Partner resolve() {
    Map<String, String> credentials =
        known("credentials.", operator.credentials(), credentialNames());
    credentials.values().removeIf(String::isBlank);
    Map<String, String> settings = known("settings.", operator.settings(), settingNames());
    String tokenUrl = settings.remove(TOKEN_URL);
    List<String> missing = missing(credentials, settings);
    if (!missing.isEmpty() && !nothingSaid(credentials, settings)) {
      missing.forEach(name -> add(name, "must be configured"));
    }
    URI baseUrl = operator.baseUrl().orElse(definition.baseUrl());
    URI tokens = tokenUrl(tokenUrl, baseUrl);
    Partner partner =
        new Partner(
            definition,
            baseUrl,
            tokens,
            origins(baseUrl, tokens),
            credentials,
            withDefaults(settings),
            missing);
    if (partner.configured()) {
      ChannelChecks.check(partner, problems);
    }
    return partner;
  }

  /** What the operator says, by the definition's names; what it does not know is a problem. */
  private Map<String, String> known(
      String group, Map<String, String> said, Collection<String> names) {
    Map<String, String> known = new TreeMap<>();
    said.forEach(
        (name, value) -> {
          Optional<String> meant =
              names.stream().filter(n -> plain(n).equals(plain(name))).findAny();
          if (meant.isPresent()) {
            known.put(meant.get(), value);
          } else {
            add(group + name, "means nothing to this partner" + Spelling.suggest(name, names));
          }
        });
    return known;
  }

  private static String plain(String name) {
    StringBuilder plain = new StringBuilder();
    name.chars()
        .filter(Character::isLetterOrDigit)
        .forEach(c -> plain.append((char) Character.toLowerCase(c)));
    return plain.toString();
  }

  private Set<String> credentialNames() {
    Set<String> names = new LinkedHashSet<>(definition.credentials());
    names.addAll(definition.optionalCredentials());
    return names;
  }

  private Set<String> settingNames() {
    Set<String> names = new LinkedHashSet<>(definition.settings().keySet());
    if (definition.auth().tokenUrl() != null) {
      names.add(TOKEN_URL);
    }
    return names;
  }

  private List<String> missing(Map<String, String> credentials, Map<String, String> settings) {
    List<String> missing = new ArrayList<>();
    for (String name : definition.credentials()) {
      if (!credentials.containsKey(name)) {
        missing.add(prefix + "credentials." + name);
      }
    }
    definition
        .settings()
        .forEach(
            (name, setting) -> {
              if (setting.fallback() == null && !settings.containsKey(name)) {
                missing.add(prefix + "settings." + name);
              }
            });
    return missing;
  }

  /** Without its credentials a partner is not in use, whatever its settings say. */
  private boolean nothingSaid(Map<String, String> credentials, Map<String, String> settings) {
    return credentials.isEmpty() && (!definition.credentials().isEmpty() || settings.isEmpty());
  }

  private @Nullable URI tokenUrl(@Nullable String said, URI baseUrl) {
    String url = said == null ? definition.auth().tokenUrl() : said;
    if (url == null) {
      return null;
    }
    try {
      return Addresses.of(baseUrl, url);
    } catch (IllegalArgumentException e) {
      add("settings." + TOKEN_URL, "is no address: " + e.getMessage());
      return null;
    }
  }

  private Set<Origin> origins(URI baseUrl, @Nullable URI tokenUrl) {
    Set<Origin> origins = new LinkedHashSet<>();
    definition.hosts().forEach(host -> origins.add(Origin.ofHost(host)));
    if (!definition.baseUrl().equals(PartnerDefinition.NOWHERE)) {
      addOrigin(origins, "base-url", baseUrl);
    } else if (operator.baseUrl().isPresent()) {
      add("base-url", "means nothing to this partner: its adapter file has no base_url");
    }
    if (tokenUrl != null) {
      addOrigin(origins, "settings." + TOKEN_URL, tokenUrl);
    }
    return origins;
  }

  private void addOrigin(Set<Origin> origins, String name, URI uri) {
    try {
      origins.add(Origin.of(uri));
    } catch (IllegalArgumentException e) {
      add(prefix + name, "is no address: " + e.getMessage());
    }
  }

  private Map<String, String> withDefaults(Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(settings);
    definition
        .settings()
        .forEach(
            (name, setting) -> {
              String fallback = setting.fallback();
              if (fallback != null) {
                all.putIfAbsent(name, fallback);
              }
            });
    return all;
  }

  private void add(String property, String message) {
    String name = property.startsWith(prefix) ? property : prefix + property;
    problems.add(Problem.ofFile(name, message));
  }
}
