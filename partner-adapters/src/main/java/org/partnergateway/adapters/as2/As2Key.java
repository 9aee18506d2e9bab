package org.partnergateway.adapters.as2;

import java.io.IOException;
import java.io.StringReader;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * A key of ours and its certificate. Its text form hides the key.
 *
 * @param certificate the partner has it too
 */
public record As2Key(PrivateKey key, X509Certificate certificate) {
  static final BouncyCastleProvider BC = new BouncyCastleProvider();
  private static final int SHORTEST_BITS = 2048;

  /**
   * Reads a key and its certificate in PEM.
   *
   * @throws IllegalArgumentException when they are not there, not RSA, or not one another's
   */
  public static As2Key read(String pem) {
    PrivateKey key = null;
    for (Object object : objects(pem)) {
      if (object instanceof PrivateKeyInfo info) {
        key = key(info);
      } else if (object instanceof PEMKeyPair pair) {
        key = key(pair.getPrivateKeyInfo());
      }
    }
    if (!(key instanceof RSAPrivateKey rsa)) {
      throw new IllegalArgumentException("holds no RSA key in PEM");
    }
    for (X509Certificate certificate : certificates(pem)) {
      if (((RSAPublicKey) certificate.getPublicKey()).getModulus().equals(rsa.getModulus())) {
        return new As2Key(key, certificate);
      }
    }
    throw new IllegalArgumentException("holds no certificate of its key in PEM");
  }

  /**
   * Reads certificates in PEM.
   *
   * @throws IllegalArgumentException when there is none, or one can't be used
   */
  public static List<X509Certificate> certificates(String pem) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Object object : objects(pem)) {
      if (object instanceof X509CertificateHolder holder) {
        certificates.add(certificate(holder));
      }
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("holds no certificate in PEM");
    }
    return certificates;
  }

  private static X509Certificate certificate(X509CertificateHolder holder) {
    try {
      X509Certificate certificate =
          new JcaX509CertificateConverter().setProvider(BC).getCertificate(holder);
      if (!(certificate.getPublicKey() instanceof RSAPublicKey rsa)
          || rsa.getModulus().bitLength() < SHORTEST_BITS) {
        throw new IllegalArgumentException(
            "holds a certificate that is not for an RSA key of %d bits or more"
                .formatted(SHORTEST_BITS));
      }
      return certificate;
    } catch (CertificateException e) {
      throw new IllegalArgumentException("holds a certificate that can't be read", e);
    }
  }

  private static PrivateKey key(PrivateKeyInfo info) {
    try {
      return new JcaPEMKeyConverter().setProvider(BC).getPrivateKey(info);
    } catch (IOException e) {
      throw new IllegalArgumentException("holds a key that can't be read", e);
    }
  }

  private static List<Object> objects(String pem) {
    List<Object> objects = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
        objects.add(next);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("is no PEM", e);
    }
    return objects;
  }

  @Override
  public String toString() {
    return "As2Key[%s]".formatted(certificate.getSubjectX500Principal());
  }
}
