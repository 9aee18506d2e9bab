package org.partnergateway.adapters.as2;

import java.io.IOException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSCompressedData;
import org.bouncycastle.cms.CMSCompressedDataGenerator;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.RecipientInformationStore;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientId;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.ZlibCompressor;
import org.bouncycastle.cms.jcajce.ZlibExpanderProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.partnergateway.adapters.as2.As2RefusedException.Reason;

/** Signs, verifies, encrypts, decrypts, packs and unpacks by CMS (RFC 5652). */
final class Cms {
  private static final Map<String, ASN1ObjectIdentifier> CIPHERS =
      Map.of(
          "aes128-cbc", CMSAlgorithm.AES128_CBC,
          "aes192-cbc", CMSAlgorithm.AES192_CBC,
          "aes256-cbc", CMSAlgorithm.AES256_CBC,
          "aes128-gcm", CMSAlgorithm.AES128_GCM,
          "aes256-gcm", CMSAlgorithm.AES256_GCM);
  private static final Set<String> TAKEN =
      Set.of(
          CMSAlgorithm.AES128_CBC.getId(),
          CMSAlgorithm.AES192_CBC.getId(),
          CMSAlgorithm.AES256_CBC.getId(),
          CMSAlgorithm.AES128_GCM.getId(),
          CMSAlgorithm.AES192_GCM.getId(),
          CMSAlgorithm.AES256_GCM.getId());

  private Cms() {}

  /** What is in a structure. */
  enum Kind {
    ENCRYPTED,
    COMPRESSED,
    OTHER
  }

  static Kind kind(byte[] structure) throws As2RefusedException {
    try {
      ASN1ObjectIdentifier type = ContentInfo.getInstance(structure).getContentType();
      if (type.equals(CMSObjectIdentifiers.envelopedData)
          || type.equals(CMSObjectIdentifiers.authEnvelopedData)) {
        return Kind.ENCRYPTED;
      }
      return type.equals(CMSObjectIdentifiers.compressedData) ? Kind.COMPRESSED : Kind.OTHER;
    } catch (RuntimeException e) {
      throw new As2RefusedException(Reason.UNEXPECTED, "It is no PKCS #7 structure.");
    }
  }

  /** A signature that stands beside the content. */
  static byte[] sign(byte[] content, As2Key ours, As2Digest digest) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(
                  new JcaDigestCalculatorProviderBuilder().setProvider(As2Key.BC).build())
              .build(
                  new JcaContentSignerBuilder(digest.signature())
                      .setProvider(As2Key.BC)
                      .build(ours.key()),
                  new JcaX509CertificateHolder(ours.certificate())));
      generator.addCertificates(new JcaCertStore(List.of(ours.certificate())));
      return generator.generate(new CMSProcessableByteArray(content), false).getEncoded();
    } catch (CMSException
        | IOException
        | OperatorCreationException
        | java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException("the key can't sign", e);
    }
  }

  /**
   * Makes sure that the content was signed by one of these certificates, and that it is valid now.
   * Certificates that the signature brings itself count for nothing.
   */
  static void verify(byte[] content, byte[] signature, List<X509Certificate> theirs, Instant now)
      throws As2RefusedException {
    try {
      CMSSignedData signed = new CMSSignedData(new CMSProcessableByteArray(content), signature);
      if (signed.getSignerInfos().size() == 0) {
        throw refused("Nobody has signed it.");
      }
      for (SignerInformation signer : signed.getSignerInfos()) {
        verify(signer, theirs, now);
      }
    } catch (CMSException | RuntimeException e) {
      throw refused("Its signature can't be read.");
    }
  }

  private static void verify(SignerInformation signer, List<X509Certificate> theirs, Instant now)
      throws As2RefusedException, CMSException {
    if (As2Digest.ofOid(signer.getDigestAlgOID()).isEmpty()) {
      throw new As2RefusedException(
          Reason.INSUFFICIENT_SECURITY,
          "Its signature goes by a digest that is not taken; sign with SHA-256 or better.");
    }
    X509Certificate certificate = null;
    for (X509Certificate known : theirs) {
      if (signer.getSID().match(holder(known))) {
        certificate = known;
      }
    }
    if (certificate == null) {
      throw refused("It is signed by a certificate that is none of the partner's.");
    }
    try {
      certificate.checkValidity(Date.from(now));
      if (signer.verify(
          new JcaSimpleSignerInfoVerifierBuilder().setProvider(As2Key.BC).build(certificate))) {
        return;
      }
    } catch (CertificateExpiredException | CertificateNotYetValidException e) {
      throw refused(
          "The certificate that signed it is valid from %s to %s only."
              .formatted(
                  certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant()));
    } catch (OperatorCreationException e) {
      throw refused("Its signature can't be read.");
    } catch (CMSException e) {
      throw refused("Its signature is not that of its content.");
    }
    throw refused("Its signature is not that of its content.");
  }

  private static org.bouncycastle.cert.X509CertificateHolder holder(X509Certificate certificate) {
    try {
      return new JcaX509CertificateHolder(certificate);
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException("it was read before", e);
    }
  }

  static byte[] encrypt(byte[] content, X509Certificate theirs, String cipher) {
    ASN1ObjectIdentifier algorithm = CIPHERS.get(cipher);
    if (algorithm == null) {
      throw new IllegalArgumentException("the schema lets no " + cipher + " through");
    }
    try {
      JceKeyTransRecipientInfoGenerator recipient =
          new JceKeyTransRecipientInfoGenerator(theirs).setProvider(As2Key.BC);
      var encryptor = new JceCMSContentEncryptorBuilder(algorithm).setProvider(As2Key.BC).build();
      CMSProcessableByteArray data = new CMSProcessableByteArray(content);
      if (encryptor instanceof OutputAEADEncryptor authenticated) {
        CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(recipient);
        return generator.generate(data, authenticated).getEncoded();
      }
      CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
      generator.addRecipientInfoGenerator(recipient);
      return generator.generate(data, encryptor).getEncoded();
    } catch (CMSException | IOException | java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException("the certificate can't encrypt", e);
    }
  }

  /** Says no more than that it failed, so that nobody learns from it how. */
  static byte[] decrypt(byte[] structure, List<As2Key> ours) throws As2RefusedException {
    try {
      boolean authenticated =
          ContentInfo.getInstance(structure)
              .getContentType()
              .equals(CMSObjectIdentifiers.authEnvelopedData);
      return authenticated ? opened(structure, ours) : decrypted(structure, ours);
    } catch (CMSException | RuntimeException e) {
      throw new As2RefusedException(
          Reason.DECRYPTION_FAILED, "It can't be decrypted with the key that it is encrypted for.");
    }
  }

  private static byte[] decrypted(byte[] structure, List<As2Key> ours)
      throws CMSException, As2RefusedException {
    CMSEnvelopedData data = new CMSEnvelopedData(structure);
    requireStrong(data.getEncryptionAlgOID());
    for (As2Key key : ours) {
      RecipientInformation recipient = recipient(data.getRecipientInfos(), key);
      if (recipient != null) {
        return recipient.getContent(
            new JceKeyTransEnvelopedRecipient(key.key()).setProvider(As2Key.BC));
      }
    }
    throw notForUs();
  }

  private static byte[] opened(byte[] structure, List<As2Key> ours)
      throws CMSException, As2RefusedException {
    CMSAuthEnvelopedData data = new CMSAuthEnvelopedData(structure);
    for (As2Key key : ours) {
      RecipientInformation recipient = recipient(data.getRecipientInfos(), key);
      if (recipient != null) {
        return recipient.getContent(
            new JceKeyTransAuthEnvelopedRecipient(key.key()).setProvider(As2Key.BC));
      }
    }
    throw notForUs();
  }

  private static void requireStrong(String oid) throws As2RefusedException {
    if (!TAKEN.contains(oid)) {
      throw new As2RefusedException(
          Reason.INSUFFICIENT_SECURITY, "It is encrypted weakly; encrypt with AES.");
    }
  }

  private static @org.jspecify.annotations.Nullable RecipientInformation recipient(
      RecipientInformationStore recipients, As2Key key) {
    return recipients.get(new JceKeyTransRecipientId(key.certificate()));
  }

  private static As2RefusedException notForUs() {
    return new As2RefusedException(
        Reason.DECRYPTION_FAILED, "It is encrypted for another certificate than ours.");
  }

  static byte[] compress(byte[] content) {
    try {
      return new CMSCompressedDataGenerator()
          .generate(new CMSProcessableByteArray(content), new ZlibCompressor())
          .getEncoded();
    } catch (CMSException | IOException e) {
      throw new IllegalStateException("it can't be compressed", e);
    }
  }

  /**
   * @param most more than so many bytes are not unpacked
   */
  static byte[] expand(byte[] structure, long most) throws As2RefusedException {
    try {
      return new CMSCompressedData(structure).getContent(new ZlibExpanderProvider(most));
    } catch (CMSException | RuntimeException e) {
      throw new As2RefusedException(
          Reason.DECOMPRESSION_FAILED,
          "It can't be unpacked, or has more than %d bytes when it is.".formatted(most));
    }
  }

  private static As2RefusedException refused(String why) {
    return new As2RefusedException(Reason.AUTHENTICATION_FAILED, why);
  }
}
