package org.partnergateway.adapters.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.adapters.definition.AdapterFiles;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.PartnerSettings;
import org.partnergateway.adapters.transport.HttpAnswer;

class CertificateByUrlTest {
  private static final String FILE =
      """
      id: acme
      name: Acme
      kind: payment
      base_url: https://api-m.acme.example
      hosts: [api-m.acme.example, api.acme.example]
      settings:
        roots: {description: Roots., default: ""}
      credentials: [key, webhook_id]
      auth: {scheme: bearer, token: key}
      operations:
        pay: {contract: a.openapi.yaml, operation: pay}
      messages:
        webhook:
          contract: a.openapi.yaml
          webhook: event
          signature:
            scheme: certificate-by-url
            header: ACME-SIG
            url_header: ACME-CERT-URL
            hosts: [api.acme.example]
            subjects: [messages.acme.example]
            algorithm: SHA256withRSA
            signed: [{header: ACME-ID}, "|", {header: ACME-TIME}, "|", {credential: webhook_id}, "|", {from: body_crc32}]
            time: {header: ACME-TIME, tolerance: 300s}
            roots: roots
      """;
  private static final String BODY = "{\"id\":\"WH-1\",\"name\":\"Zoë\"}";
  private static final String URL = "https://api.acme.example/certs/";

  @TempDir static Path folder;
  private static Certificates certificates;

  private final Instant now = Instant.now();
  private final List<URI> asked = new ArrayList<>();

  @BeforeAll
  static void issue() throws Exception {
    certificates = new Certificates(folder);
    certificates.issue("good", "root", "messages.acme.example", "-1d");
    certificates.issue("named", "root", "www.acme.example", "-1d");
    certificates.issue("unknown", "strange", "messages.acme.example", "-1d");
    certificates.issue("expired", "root", "messages.acme.example", "-200d");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a good one                         | https://api.acme.example/certs/good          | good  "
            + "  | 0    | verified",
        "with its root beside it            | https://api.acme.example/certs/good+root     | good  "
            + "  | 0    | verified",
        "just old enough                    | https://api.acme.example/certs/good          | good  "
            + "  | -299 | verified",
        "just early enough                  | https://api.acme.example/certs/good          | good  "
            + "  | 299  | verified",
        "stale                              | https://api.acme.example/certs/good          | good  "
            + "  | -310 | in the past",
        "from the future                    | https://api.acme.example/certs/good          | good  "
            + "  | 310  | in the future",
        "signed by another key              | https://api.acme.example/certs/good          | named "
            + "  | 0    | is not by the certificate",
        "a certificate for another name     | https://api.acme.example/certs/named         | named "
            + "  | 0    | not trusted",
        "a root that nobody trusts          | https://api.acme.example/certs/unknown       |"
            + " unknown | 0    | not trusted",
        "a root that it brings along        | https://api.acme.example/certs/unknown+strange |"
            + " unknown | 0  | not trusted",
        "a certificate that has expired     | https://api.acme.example/certs/expired       |"
            + " expired | 0    | not trusted",
        "no certificate                     | https://api.acme.example/certs/text          | good  "
            + "  | 0    | not trusted",
        "none there                         | https://api.acme.example/certs/none          | good  "
            + "  | 0    | not trusted",
        "a partner that is down             | https://api.acme.example/certs/down          | good  "
            + "  | 0    | undecided",
        "another host                       | https://evil.example/certs/good              | good  "
            + "  | 0    | no certificate at a host",
        "a host that begins like the right  | https://api.acme.example.evil.example/good   | good  "
            + "  | 0    | no certificate at a host",
        "a user that looks like the host    | https://api.acme.example@evil.example/good   | good  "
            + "  | 0    | no certificate at a host",
        "another port                       | https://api.acme.example:8443/certs/good     | good  "
            + "  | 0    | no certificate at a host",
        "without TLS                        | http://api.acme.example/certs/good           | good  "
            + "  | 0    | no certificate at a host",
        "a file                             | file:///certs/good                           | good  "
            + "  | 0    | no certificate at a host",
        "no address                         | ''                                           | good  "
            + "  | 0    | no certificate at a host",
      })
  void tellsGoodSignaturesFromOthers(
      String name, String url, String signer, long off, String expected) throws Exception {
    SignatureCheck check = verifier(root()).verify(headers(url, signer, off), bytes(BODY), now);
    switch (check) {
      case SignatureCheck.Verified verified -> assertThat(expected).isEqualTo("verified");
      case SignatureCheck.Undecided undecided -> assertThat(expected).isEqualTo("undecided");
      case SignatureCheck.Refused refused -> assertThat(refused.reason()).contains(expected);
    }
    if (expected.startsWith("no certificate at")) {
      assertThat(asked).isEmpty();
    }
  }

  @Test
  void refusesWhatWasChanged() throws Exception {
    CertificateByUrl verifier = verifier(root());
    Map<String, String> headers = headers(URL + "good", "good", 0);
    assertThat(verifier.verify(headers, bytes(BODY.replace("ë", "e")), now).verified()).isFalse();
    for (String header : List.of("acme-id", "acme-time", "acme-sig")) {
      Map<String, String> changed = new HashMap<>(headers);
      changed.merge(header, "", (value, none) -> value.replaceFirst("[1-8]", "9"));
      assertThat(verifier.verify(changed, bytes(BODY), now).verified()).isFalse();
      changed.remove(header);
      assertThat(verifier.verify(changed, bytes(BODY), now).verified()).isFalse();
    }
    assertThat(verifier.verify(headers, bytes(BODY), now).verified()).isTrue();
  }

  @Test
  void trustsTheJvmsRootsWhereNoneAreConfigured() throws Exception {
    SignatureCheck check = verifier("").verify(headers(URL + "good", "good", 0), bytes(BODY), now);
    assertThat(check).isInstanceOf(SignatureCheck.Refused.class);
  }

  @Test
  void fetchesACertificateOnce() throws Exception {
    CertificateByUrl verifier = verifier(root());
    for (int i = 0; i < 50; i++) {
      verifier.verify(headers(URL + "good", "good", 0), bytes(BODY), now);
    }
    assertThat(asked).hasSize(1);
  }

  private static String root() throws Exception {
    return certificates.certificate("root");
  }

  private CertificateByUrl verifier(String roots) {
    Partner partner =
        AdapterFiles.partner(
            "acme",
            FILE,
            new PartnerSettings(
                Optional.empty(),
                Map.of("key", "k", "webhook_id", "WEBHOOK7"),
                Map.of("roots", roots)));
    return (CertificateByUrl)
        SignatureVerifiers.of(
            partner,
            Objects.requireNonNull(
                    Objects.requireNonNull(partner.definition().messages().get("webhook"))
                        .webhook())
                .signature(),
            (address, auth) -> answer(address));
  }

  private HttpAnswer answer(URI address) throws KeyUnavailableException {
    asked.add(address);
    String name = address.getPath().substring("/certs/".length());
    return switch (name) {
      case "down" -> throw new KeyUnavailableException("cut");
      case "none" -> new HttpAnswer(404, Map.of(), new byte[0]);
      case "text" -> new HttpAnswer(200, Map.of(), bytes("no certificate"));
      default -> new HttpAnswer(200, Map.of(), bytes(chain(name)));
    };
  }

  private static String chain(String name) {
    StringBuilder chain = new StringBuilder();
    for (String alias : name.split("\\+", -1)) {
      try {
        chain.append(certificates.certificate(alias));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return chain.toString();
  }

  private Map<String, String> headers(String url, String signer, long off) throws Exception {
    String time = now.plusSeconds(off).toString();
    CRC32 crc = new CRC32();
    crc.update(bytes(BODY));
    String signed = "tx-1|" + time + "|WEBHOOK7|" + crc.getValue();
    return Map.of(
        "acme-id",
        "tx-1",
        "acme-time",
        time,
        "acme-cert-url",
        url,
        "acme-sig",
        certificates.sign(signer, signed));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
