package org.partnergateway.adapters.signature;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Which certificates are trusted: those for one of the names whose chain leads to a root. Whether
 * they were revoked is not asked, since that would go past the guarded way out.
 */
final class TrustedChain {
  private static final int MOST_CERTIFICATES = 10;
  private static final int DNS_NAME = 2;

  private final Set<String> subjects;
  private final Set<TrustAnchor> roots;

  /**
   * @param rootsPem the roots; empty for the JVM's
   * @throws IllegalArgumentException when they are no certificates
   */
  TrustedChain(Set<String> subjects, String rootsPem) {
    this.subjects = Set.copyOf(subjects);
    try {
      this.roots =
          anchors(
              rootsPem.isBlank() ? ofThisJvm() : read(rootsPem.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("They are no certificates in PEM", e);
    }
  }

  /**
   * The certificate that signs, the first of those in PEM.
   *
   * @throws GeneralSecurityException when it is not to be trusted
   */
  X509Certificate leaf(byte[] pem, Instant now) throws GeneralSecurityException {
    List<X509Certificate> chain = read(pem);
    if (chain.isEmpty() || chain.size() > MOST_CERTIFICATES) {
      throw new GeneralSecurityException("There is no certificate, or there are too many");
    }
    X509Certificate leaf = chain.getFirst();
    if (names(leaf).stream().noneMatch(subjects::contains)) {
      throw new GeneralSecurityException("It is for another name");
    }
    PKIXParameters parameters = new PKIXParameters(roots);
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    List<X509Certificate> path = new ArrayList<>(chain);
    path.removeIf(certificate -> certificate != leaf && isRoot(certificate));
    CertPathValidator.getInstance("PKIX")
        .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    return leaf;
  }

  private static boolean isRoot(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  /** Its DNS names; the common name where it has none. */
  private static Set<String> names(X509Certificate certificate) throws GeneralSecurityException {
    Set<String> names = new HashSet<>();
    Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    if (alternatives != null) {
      for (List<?> alternative : alternatives) {
        if (alternative.getFirst() instanceof Integer type && type == DNS_NAME) {
          names.add(String.valueOf(alternative.getLast()).toLowerCase(Locale.ROOT));
        }
      }
    }
    return names.isEmpty() ? commonNames(certificate) : names;
  }

  private static Set<String> commonNames(X509Certificate certificate)
      throws GeneralSecurityException {
    Set<String> names = new HashSet<>();
    try {
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          names.add(String.valueOf(part.getValue()).toLowerCase(Locale.ROOT));
        }
      }
    } catch (InvalidNameException e) {
      throw new GeneralSecurityException("Its subject can't be read", e);
    }
    return names;
  }

  private static List<X509Certificate> read(byte[] pem) throws GeneralSecurityException {
    List<X509Certificate> certificates = new ArrayList<>();
    CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem))
        .forEach(
            certificate -> {
              if (certificate instanceof X509Certificate x509) {
                certificates.add(x509);
              }
            });
    return certificates;
  }

  private static List<X509Certificate> ofThisJvm() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    List<X509Certificate> roots = new ArrayList<>();
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        roots.addAll(List.of(x509.getAcceptedIssuers()));
      }
    }
    return roots;
  }

  private static Set<TrustAnchor> anchors(List<X509Certificate> certificates) {
    Set<TrustAnchor> anchors = new HashSet<>();
    certificates.forEach(certificate -> anchors.add(new TrustAnchor(certificate, null)));
    if (anchors.isEmpty()) {
      throw new IllegalArgumentException("There are none");
    }
    return anchors;
  }
}
