package org.partnergateway.adapters.signature;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.AuthDefinition;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.SignatureDefinition;
import org.partnergateway.adapters.definition.TextSource;
import org.partnergateway.adapters.definition.TextSources;
import org.partnergateway.adapters.transport.HttpAnswer;
import org.partnergateway.adapters.transport.Origin;

/**
 * A signature by a certificate that the message names the address of. Anybody can name any, so it
 * must come from the partner's hosts, be for its name, and lead to a root that is trusted.
 */
public final class CertificateByUrl implements SignatureVerifier {
  private static final int LONGEST_URL = 500;

  private final SignatureDefinition.CertificateByUrl definition;
  private final Partner partner;
  private final KeySource source;
  private final Set<Origin> origins = new HashSet<>();
  private final TrustedChain chain;
  private final KeyCache<X509Certificate> certificates;

  /**
   * A verifier.
   *
   * @throws IllegalArgumentException when the configured roots are none
   */
  public CertificateByUrl(
      SignatureDefinition.CertificateByUrl definition, Partner partner, KeySource source) {
    this.definition = definition;
    this.partner = partner;
    this.source = source;
    definition.hosts().forEach(host -> origins.add(Origin.ofHost(host)));
    origins.add(Origin.of(partner.baseUrl()));
    String roots = definition.roots();
    this.chain =
        new TrustedChain(
            definition.subjects(), roots == null ? "" : partner.settings().getOrDefault(roots, ""));
    this.certificates = new KeyCache<>(definition.keepFor(), this::fetch);
  }

  @Override
  public SignatureCheck verify(Map<String, String> headers, byte[] body, Instant now) {
    String fault = timeFault(headers, now);
    if (fault != null) {
      return new SignatureCheck.Refused(fault);
    }
    String url = header(headers, definition.urlHeader());
    if (url.isEmpty() || url.length() > LONGEST_URL || !allowed(url)) {
      return refused(definition.urlHeader(), "names no certificate at a host of the partner's");
    }
    byte[] signature;
    try {
      signature = Base64.getDecoder().decode(header(headers, definition.header()));
    } catch (IllegalArgumentException e) {
      return refused(definition.header(), "is no Base64");
    }
    if (signature.length == 0) {
      return refused(definition.header(), "is missing");
    }
    return check(url, signature, signed(headers, body), now);
  }

  private SignatureCheck check(String url, byte[] signature, byte[] signed, Instant now) {
    try {
      X509Certificate certificate = certificates.get(url, now);
      certificate.checkValidity(Date.from(now));
      return PublicKeys.verifies(
              definition.algorithm(), certificate.getPublicKey(), signature, signed)
          ? SignatureCheck.VERIFIED
          : refused(definition.header(), "is not by the certificate that the message names");
    } catch (KeyUnavailableException e) {
      return new SignatureCheck.Undecided(String.valueOf(e.getMessage()));
    } catch (KeyRefusedException | GeneralSecurityException e) {
      return refused(definition.urlHeader(), "names a certificate that is not trusted");
    }
  }

  private X509Certificate fetch(String url, Instant now)
      throws KeyUnavailableException, KeyRefusedException {
    HttpAnswer answer = source.get(URI.create(url), new AuthDefinition.None());
    if (answer.status() == 404) {
      throw new KeyRefusedException("There is no such certificate");
    }
    if (answer.status() != 200) {
      throw new KeyUnavailableException(
          "The partner answered %d instead of its certificate.".formatted(answer.status()));
    }
    try {
      return chain.leaf(answer.body(), now);
    } catch (GeneralSecurityException e) {
      throw new KeyRefusedException("The certificate is not trusted: " + e.getMessage());
    }
  }

  private boolean allowed(String url) {
    try {
      URI uri = URI.create(url);
      return uri.getRawFragment() == null
          && uri.getRawPath() != null
          && uri.getRawPath().startsWith("/")
          && origins.contains(Origin.of(uri));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private @Nullable String timeFault(Map<String, String> headers, Instant now) {
    String name = definition.time();
    if (name == null) {
      return null;
    }
    try {
      long seconds = OffsetDateTime.parse(header(headers, name)).toEpochSecond();
      String fault = Times.fault(seconds, now, definition.tolerance());
      return fault == null ? null : "The header " + name + " " + fault + ".";
    } catch (DateTimeException e) {
      return "The header " + name + " is missing or no time with an offset.";
    }
  }

  private byte[] signed(Map<String, String> headers, byte[] body) {
    StringBuilder text = new StringBuilder();
    for (TextSource source : definition.signed()) {
      if (source instanceof TextSource.Header named) {
        text.append(header(headers, named.name()));
      } else if (source instanceof TextSource.BodyCrc32) {
        CRC32 crc = new CRC32();
        crc.update(body);
        text.append(crc.getValue());
      } else {
        text.append(TextSources.known(source, partner));
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String header(Map<String, String> headers, String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  private static SignatureCheck refused(String header, String why) {
    return new SignatureCheck.Refused("The header " + header + " " + why + ".");
  }
}
