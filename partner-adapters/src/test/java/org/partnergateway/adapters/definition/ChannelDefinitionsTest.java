package org.partnergateway.adapters.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.adapters.definition.ChannelDefinition.As2;
import org.partnergateway.adapters.definition.ChannelDefinition.FileRule;
import org.partnergateway.adapters.definition.ChannelDefinition.Incoming;
import org.partnergateway.adapters.definition.ChannelDefinition.Sftp;
import org.partnergateway.adapters.definition.ChannelDefinition.Whole;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;

/** Ways of files. */
final class ChannelDefinitionsTest {
  private static final String OWL =
      """
      id: owl
      name: Owl Mail
      kind: marketplace
      credentials: [username, as2_key]
      optional_credentials: [password, as2_before]
      settings:
        host: {description: Its server., default: sftp.owl.example}
        port: {description: Its port., default: "22"}
        host_keys: {description: Its keys., default: ''}
        certificates: {description: Its certificates.}
      channels:
        mail:
          sftp:
            host: {setting: host}
            port: {setting: port}
            username: username
            password: password
            host_keys: [{setting: host_keys}]
            in: in
            processed: done
            refused: bad
            out: out
            every: 5m
            whole: {marker: .done}
          files: [{handler: report, pattern: 'report-*.csv'}, {handler: interchange}]
        direct:
          as2:
            url: https://as2.owl.example/in
            our_id: MERCHANT
            their_id: OWL
            our_key: as2_key
            our_previous_key: as2_before
            their_certificates: [{setting: certificates}]
      """;

  private static final Map<String, String> SECRETS = Map.of("username", "me", "as2_key", "pem");
  private static final Map<String, String> SETTINGS = Map.of("certificates", "pem");

  private final PartnerDefinition owl = AdapterFiles.read("owl", OWL);

  @Test
  void bindsWhatTheFileSays() {
    ChannelDefinition mail = Objects.requireNonNull(owl.channels().get("mail"));
    assertThat(mail.carrier())
        .isEqualTo(
            new Sftp(
                new TextSource.Setting("host"),
                new TextSource.Setting("port"),
                "username",
                "password",
                null,
                List.of(new TextSource.Setting("host_keys")),
                new Incoming("in", "done", "bad", Duration.ofMinutes(5), new Whole.Marker(".done")),
                "out"));
    assertThat(mail.files())
        .containsExactly(new FileRule("report", "report-*.csv"), new FileRule("interchange", "*"));
    assertThat(mail.namesComeAgain()).isFalse();
    As2 as2 = (As2) Objects.requireNonNull(owl.channels().get("direct")).carrier();
    assertThat(as2.encryption()).isEqualTo("aes256-cbc");
    assertThat(as2.digest()).isEqualTo("sha-256");
    assertThat(as2.receiptUrl()).isNull();
    assertThat(as2.ourPreviousKey()).isEqualTo("as2_before");
  }

  @Test
  void aPartnerThatOnlyHasChannelsIsCalledNowhere() {
    Partner partner = resolve(Optional.empty(), SECRETS, SETTINGS);
    assertThat(partner.configured()).isTrue();
    assertThat(partner.origins()).isEmpty();
    assertThat(problems(Optional.of(URI.create("http://127.0.0.1:1")), SECRETS, SETTINGS))
        .containsExactly(
            "gateway.partners.owl.base-url means nothing to this partner: its adapter file has no base_url");
  }

  @Test
  void aChannelOfWhichNothingIsSaidIsNotInUse() {
    assertThat(Channel.of(resolve(Optional.empty(), SECRETS, SETTINGS))).containsOnlyKeys("direct");
    assertThat(
            Channel.of(
                resolve(
                    Optional.empty(),
                    Map.of("username", "me", "as2_key", "pem", "password", "pssst"),
                    Map.of("certificates", "pem", "host_keys", "ssh-ed25519 AAAA"))))
        .containsOnlyKeys("mail", "direct");
  }

  @Test
  void aPortIsANumber() {
    assertThat(
            problems(
                Optional.empty(),
                Map.of("username", "me", "as2_key", "pem", "password", "pssst"),
                Map.of("certificates", "pem", "host_keys", "ssh-ed25519 AAAA", "port", "70000")))
        .containsExactly(
            "gateway.partners.owl.channels.mail has no port: \"70000\" for the channel mail");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "processed: done       |                              | /channels/mail",
        "password: password    | password: pasword            | names the credential \"pasword\"",
        "{setting: host}       | {setting: hots}              | did you mean host?",
        "in: in                | in: in/                      | /channels/mail/sftp/in",
        "{marker: .done}       | {unchanged_looks: 1}         | /channels/mail/sftp/whole",
        "port: {setting: port} | prot: 22                     | prot",
        "our_id: MERCHANT      | our_id: a\\b               | /channels/direct/as2/our_id",
        "our_id: MERCHANT      | our_id: M\\nreceipt: async | receipt_url",
        "our_id: MERCHANT      | our_id: M\\nencryption: des | /channels/direct/as2/encryption",
        "our_previous_key: as2_before |                       | is used nowhere; remove it"
      })
  void tellsWhatIsWrong(String good, String bad, String problem) {
    String text = OWL.replace(good, bad == null ? "" : bad.replace("\\n", "\n      "));
    DefinitionException e =
        catchThrowableOfType(DefinitionException.class, () -> AdapterFiles.read("owl", text));
    assertThat(e).as(text).isNotNull();
    assertThat(e).hasMessageContaining(problem);
  }

  private Partner resolve(
      Optional<URI> baseUrl, Map<String, String> secrets, Map<String, String> settings) {
    Problems problems = new Problems();
    Partner partner =
        Partner.resolve(owl, new PartnerSettings(baseUrl, secrets, settings), problems);
    assertThat(problems.list()).isEmpty();
    return partner;
  }

  private List<String> problems(
      Optional<URI> baseUrl, Map<String, String> secrets, Map<String, String> settings) {
    Problems problems = new Problems();
    Partner.resolve(owl, new PartnerSettings(baseUrl, secrets, settings), problems);
    return problems.list().stream().map(ChannelDefinitionsTest::text).toList();
  }

  private static String text(Problem problem) {
    return problem.file() + " " + problem.message();
  }
}
