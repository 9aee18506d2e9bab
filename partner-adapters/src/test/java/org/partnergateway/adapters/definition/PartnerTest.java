package org.partnergateway.adapters.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.partnergateway.adapters.transport.Origin;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;

class PartnerTest {
  private static final Map<String, String> SECRETS =
      Map.of("client_id", "me", "client_secret", "pssst", "hook", "whsec");

  private final PartnerDefinition acme = AdapterFiles.read("acme", AdapterFiles.ACME);
  private final Problems problems = new Problems();

  @Test
  void takesTheOperatorsWordOverTheFilesDefaults() {
    Partner partner =
        resolve(
            new PartnerSettings(
                Optional.of(URI.create("http://localhost:8090/acme")),
                SECRETS,
                Map.of("account", "A1", "service", "air")));
    assertThat(problems.list()).isEmpty();
    assertThat(partner.configured()).isTrue();
    assertThat(partner.baseUrl()).isEqualTo(URI.create("http://localhost:8090/acme"));
    assertThat(partner.settings())
        .containsOnly(Map.entry("account", "A1"), Map.entry("service", "air"));
    assertThat(partner.origins())
        .containsExactlyInAnyOrder(
            new Origin(true, "api.acme.example", 443),
            new Origin(true, "auth.acme.example", 8443),
            new Origin(false, "localhost", 8090));
  }

  @Test
  void fillsInDefaults() {
    Partner partner =
        resolve(new PartnerSettings(Optional.empty(), SECRETS, Map.of("account", "A1")));
    assertThat(partner.baseUrl()).isEqualTo(acme.baseUrl());
    assertThat(partner.settings()).containsEntry("service", "ground");
    assertThat(partner.tokenUrl()).isEqualTo(URI.create("https://auth.acme.example:8443/token"));
  }

  @Test
  void letsTheOperatorSayWhereTokensComeFrom() {
    Partner partner =
        resolve(
            new PartnerSettings(
                Optional.empty(),
                SECRETS,
                Map.of("account", "A1", "token_url", "http://localhost:8090/token")));
    assertThat(problems.list()).isEmpty();
    assertThat(partner.tokenUrl()).isEqualTo(URI.create("http://localhost:8090/token"));
    assertThat(partner.origins()).contains(new Origin(false, "localhost", 8090));
    assertThat(partner.settings()).doesNotContainKey("token_url");
  }

  @Test
  void findsTokensUnderTheBaseAddressWhereOnlyAPathIsGiven() {
    PartnerDefinition relative =
        AdapterFiles.read(
            "acme",
            AdapterFiles.ACME.replace("https://auth.acme.example:8443/token", "/oauth/token"));
    Partner partner =
        Partner.resolve(
            relative,
            new PartnerSettings(
                Optional.of(URI.create("http://localhost:8090/acme/")),
                SECRETS,
                Map.of("account", "A1")),
            problems);
    assertThat(partner.tokenUrl()).isEqualTo(URI.create("http://localhost:8090/acme/oauth/token"));
  }

  @Test
  void isNotConfiguredWhenNothingIs() {
    Partner partner = resolve(PartnerSettings.NONE);
    assertThat(problems.list()).isEmpty();
    assertThat(partner.configured()).isFalse();
    assertThat(partner.missing())
        .containsExactly(
            "gateway.partners.acme.credentials.client_id",
            "gateway.partners.acme.credentials.client_secret",
            "gateway.partners.acme.credentials.hook",
            "gateway.partners.acme.settings.account");
  }

  @Test
  void namesEveryPropertyThatIsMissingWhenSomeAreThere() {
    resolve(
        new PartnerSettings(
            Optional.empty(), Map.of("client_id", "me", "hook", " "), Map.of("account", "A1")));
    assertThat(problems.list())
        .containsExactly(
            Problem.ofFile("gateway.partners.acme.credentials.client_secret", "must be configured"),
            Problem.ofFile("gateway.partners.acme.credentials.hook", "must be configured"));
  }

  @Test
  void suggestsTheSpellingOfAnUnknownName() {
    resolve(
        new PartnerSettings(Optional.empty(), SECRETS, Map.of("account", "A1", "servise", "air")));
    assertThat(problems.list())
        .containsExactly(
            Problem.ofFile(
                "gateway.partners.acme.settings.servise",
                "means nothing to this partner; did you mean service?"));
  }

  @Test
  void knowsNamesAsEnvironmentVariablesSpellThem() {
    Partner partner =
        resolve(
            new PartnerSettings(
                Optional.empty(),
                Map.of("client.id", "me", "CLIENTSECRET", "pssst", "hook", "whsec"),
                Map.of("Account", "A1")));
    assertThat(problems.list()).isEmpty();
    assertThat(partner.credential("client_secret")).isEqualTo("pssst");
  }

  @Test
  void hidesItsSecrets() {
    PartnerSettings settings =
        new PartnerSettings(Optional.empty(), SECRETS, Map.of("account", "A1"));
    assertThat(settings.toString()).doesNotContain("pssst");
    assertThat(resolve(settings).toString()).doesNotContain("pssst");
  }

  private Partner resolve(PartnerSettings settings) {
    return Partner.resolve(acme, settings, problems);
  }
}
