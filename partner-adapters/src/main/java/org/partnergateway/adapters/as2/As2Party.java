package org.partnergateway.adapters.as2;

import java.net.URI;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.Channel;
import org.partnergateway.adapters.definition.ChannelDefinition.As2;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;

/**
 * Both ends of an AS2 channel.
 *
 * @param url where messages go
 * @param ours the current one first
 * @param theirs any of which may sign
 * @param encryption such as {@code aes256-cbc}
 * @param digest such as {@code sha-256}
 * @param receiptUrl where receipts that come later are sent to; null when they are the answer
 */
public record As2Party(
    Channel channel,
    URI url,
    String ourId,
    String theirId,
    List<As2Key> ours,
    List<X509Certificate> theirs,
    String encryption,
    String digest,
    boolean compression,
    @Nullable String receiptUrl) {
  /** Copies the lists. */
  public As2Party {
    ours = List.copyOf(ours);
    theirs = List.copyOf(theirs);
  }

  /**
   * What adapter file and operator say.
   *
   * @param problems keys, certificates and addresses that can't be used are added
   * @return null when there are any
   */
  public static @Nullable As2Party of(Channel channel, As2 as2, Problems problems) {
    Problems own = new Problems();
    List<As2Key> ours = new ArrayList<>();
    key(channel, as2.ourKey(), ours, own);
    if (channel.optionalCredential(as2.ourPreviousKey()) != null) {
      key(channel, String.valueOf(as2.ourPreviousKey()), ours, own);
    }
    List<X509Certificate> theirs = new ArrayList<>();
    for (String pem : channel.texts(as2.theirCertificates())) {
      try {
        theirs.addAll(As2Key.certificates(pem));
      } catch (IllegalArgumentException e) {
        add(channel, "one of their_certificates " + e.getMessage(), own);
      }
    }
    URI url = url(channel, channel.text(as2.url()), own);
    if (!own.isEmpty() || url == null) {
      problems.addAll(own.list());
      return null;
    }
    return new As2Party(
        channel,
        url,
        channel.text(as2.ourId()),
        channel.text(as2.theirId()),
        ours,
        theirs,
        as2.encryption(),
        as2.digest(),
        as2.compression(),
        as2.receiptUrl() == null ? null : channel.text(as2.receiptUrl()));
  }

  private static void key(
      Channel channel, String credential, List<As2Key> keys, Problems problems) {
    try {
      keys.add(As2Key.read(channel.partner().credential(credential)));
    } catch (IllegalArgumentException e) {
      problems.add(
          Problem.ofFile(
              "gateway.partners.%s.credentials.%s".formatted(channel.partner().id(), credential),
              String.valueOf(e.getMessage())));
    }
  }

  private static @Nullable URI url(Channel channel, String text, Problems problems) {
    try {
      URI url = URI.create(text);
      org.partnergateway.adapters.transport.Origin.of(url);
      return url;
    } catch (IllegalArgumentException e) {
      add(channel, "url is no address: " + e.getMessage(), problems);
      return null;
    }
  }

  private static void add(Channel channel, String message, Problems problems) {
    problems.add(
        Problem.ofFile(
            "gateway.partners." + channel.partner().id(),
            "the channel " + channel.name() + ": " + message));
  }

  /** The certificate that messages are encrypted for: the first one that is valid. */
  Optional<X509Certificate> recipient(Instant now) {
    for (X509Certificate certificate : theirs) {
      try {
        certificate.checkValidity(Date.from(now));
        return Optional.of(certificate);
      } catch (CertificateExpiredException | CertificateNotYetValidException e) {
        // The next one may be.
      }
    }
    return Optional.empty();
  }

  As2Digest digestOf() {
    return As2Digest.of(digest).orElseThrow();
  }

  @Override
  public String toString() {
    return "As2Party[%s at %s]".formatted(channel.fullName(), url);
  }
}
