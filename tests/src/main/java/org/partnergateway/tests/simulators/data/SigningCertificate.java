package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/**
 * A certificate that messages are signed by, and the root that it leads to: made once for each name
 * while the program runs, so that no private key lies about.
 */
final class SigningCertificate {
  private static final Map<String, SigningCertificate> MADE = new ConcurrentHashMap<>();
  private static final X500Name ROOT = new X500Name("CN=Root of the simulated partners");
  private static final String ALGORITHM = "SHA256withRSA";
  private static final AlgorithmIdentifier IDENTIFIER =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption);
  private static final int KEY_SIZE = 2048;
  private static final int LINE = 64;

  private final PrivateKey key;
  private final String chain;
  private final String root;

  private SigningCertificate(String name) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_SIZE);
      KeyPair above = generator.generateKeyPair();
      KeyPair own = generator.generateKeyPair();
      key = own.getPrivate();
      Extension authority =
          new Extension(Extension.basicConstraints, true, new BasicConstraints(true).getEncoded());
      Extension names =
          new Extension(
              Extension.subjectAlternativeName,
              false,
              new GeneralNames(new GeneralName(GeneralName.dNSName, name)).getEncoded());
      root = pem(ROOT, above.getPublic(), authority, 1, above.getPrivate());
      chain = pem(new X500Name("CN=" + name), own.getPublic(), names, 2, above.getPrivate());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("A certificate for " + name + " can be made", e);
    }
  }

  static SigningCertificate of(String name) {
    return MADE.computeIfAbsent(name, SigningCertificate::new);
  }

  /** What it leads to, in PEM. */
  String root() {
    return root;
  }

  /** It and what is between it and the root, in PEM. */
  byte[] chain() {
    return chain.getBytes(US_ASCII);
  }

  /** In Base64. */
  String sign(byte[] data) {
    try {
      return Base64.getEncoder().encodeToString(signature(key, data));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has " + ALGORITHM, e);
    }
  }

  private static byte[] signature(PrivateKey by, byte[] data) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(ALGORITHM);
    signature.initSign(by);
    signature.update(data);
    return signature.sign();
  }

  private static String pem(
      X500Name subject, PublicKey key, Extension extension, int serial, PrivateKey issuer)
      throws GeneralSecurityException, IOException {
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(BigInteger.valueOf(serial)));
    generator.setIssuer(ROOT);
    generator.setSubject(subject);
    // Long enough for the clocks of all tests.
    generator.setStartDate(time("2020-01-01T00:00:00Z"));
    generator.setEndDate(time("2049-01-01T00:00:00Z"));
    generator.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    generator.setExtensions(new Extensions(extension));
    generator.setSignature(IDENTIFIER);
    TBSCertificate certificate = generator.generateTBSCertificate();
    byte[] signature = signature(issuer, certificate.getEncoded(ASN1Encoding.DER));
    byte[] der =
        new DERSequence(new ASN1Encodable[] {certificate, IDENTIFIER, new DERBitString(signature)})
            .getEncoded(ASN1Encoding.DER);
    String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
  }

  private static Time time(String moment) {
    return new Time(Date.from(Instant.parse(moment)));
  }
}
