package org.partnergateway.tests.files;

import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.mail.smime.SMIMESigned;
import org.bouncycastle.mail.smime.SMIMESignedGenerator;
import org.partnergateway.tests.files.As2Middle.Passed;

/** Signed receipts, read and forged by Bouncy Castle's S/MIME. */
final class SignedReports {
  private SignedReports() {}

  /** The signed text, once the signature is proven to be of that identity. */
  static String verified(Passed receipt, As2Identity by) throws Exception {
    SMIMESigned signed = new SMIMESigned(multipart(receipt));
    for (SignerInformation signer : signed.getSignerInfos()) {
      if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(by.certificate()))) {
        throw new AssertionError("another signature");
      }
    }
    return text(signed.getContent());
  }

  /** The receipt with another text, signed by that identity. */
  static Passed forged(Passed receipt, UnaryOperator<String> change, As2Identity by)
      throws Exception {
    String text = change.apply(text((MimeBodyPart) multipart(receipt).getBodyPart(0)));
    SMIMESignedGenerator generator = new SMIMESignedGenerator();
    generator.addSignerInfoGenerator(
        new JcaSimpleSignerInfoGeneratorBuilder()
            .build("SHA256withRSA", by.keys().getPrivate(), by.certificate()));
    MimeMultipart signed =
        generator.generate(
            new MimeBodyPart(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    signed.writeTo(body);
    Map<String, String> headers = new TreeMap<>(receipt.headers());
    headers.put("content-type", signed.getContentType().replaceAll("\r\n[ \t]+", " "));
    return new Passed(receipt.status(), headers, body.toByteArray());
  }

  private static MimeMultipart multipart(Passed receipt) throws Exception {
    String type = receipt.headers().get("content-type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/signed")) {
      throw new AssertionError("not signed: " + type + " " + receipt.text());
    }
    return new MimeMultipart(new ByteArrayDataSource(receipt.body(), type));
  }

  private static String text(BodyPart part) throws Exception {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    ((MimeBodyPart) part).writeTo(raw);
    return raw.toString(StandardCharsets.ISO_8859_1);
  }
}
