package org.partnergateway.tests.files;

import com.helger.as2lib.cert.PredefinedCertificateFactory;
import com.helger.as2lib.client.AS2Client;
import com.helger.as2lib.client.AS2ClientRequest;
import com.helger.as2lib.client.AS2ClientResponse;
import com.helger.as2lib.client.AS2ClientSettings;
import com.helger.as2lib.crypto.ECompressionType;
import com.helger.as2lib.crypto.ECryptoAlgorithmCrypt;
import com.helger.as2lib.crypto.ECryptoAlgorithmSign;
import com.helger.as2lib.crypto.IMICMatchingHandler;
import com.helger.as2lib.disposition.DispositionOptions;
import com.helger.as2lib.message.IMessage;
import com.helger.as2lib.partner.SelfFillingPartnershipFactory;
import com.helger.as2lib.processor.DefaultMessageProcessor;
import com.helger.as2lib.processor.module.AbstractProcessorModule;
import com.helger.as2lib.processor.receiver.AS2ReceiverModule;
import com.helger.as2lib.processor.receiver.AbstractActiveNetModule;
import com.helger.as2lib.processor.sender.AsynchMDNSenderModule;
import com.helger.as2lib.processor.storage.IProcessorStorageModule;
import com.helger.as2lib.session.AS2Session;
import com.helger.commons.collection.attr.StringMap;
import com.helger.security.keystore.EKeyStoreType;
import java.io.ByteArrayOutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A partner whose AS2 is as2-lib's: it receives, and it sends. */
final class As2LibPartner implements AutoCloseable {
  static final String ID = "OWL";
  static final String OURS = "MERCHANT";
  private static final String PASSWORD = "a-password";

  private final As2Identity own;
  private final As2Identity merchant;
  private final DefaultMessageProcessor processor = new DefaultMessageProcessor();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final int port;

  /** A file that arrived. */
  record Received(String messageId, String name, byte[] content) {}

  /**
   * What a client of it learns: the answer, and what it found the receipt to say of the content.
   */
  record Sent(AS2ClientResponse answer, List<String> matched, List<String> mismatched) {
    String disposition() {
      return String.valueOf(answer.getMDNDisposition());
    }
  }

  As2LibPartner(As2Identity own, As2Identity merchant) throws Exception {
    this.own = own;
    this.merchant = merchant;
    try (ServerSocket any = new ServerSocket(0)) {
      port = any.getLocalPort();
    }
    AS2Session session = new AS2Session();
    PredefinedCertificateFactory certificates =
        new PredefinedCertificateFactory(keyStore(own, merchant));
    StringMap attributes = new StringMap();
    attributes.putIn("type", "pkcs12");
    attributes.putIn("password", PASSWORD);
    certificates.initDynamicComponent(session, attributes);
    session.setCertificateFactory(certificates);
    SelfFillingPartnershipFactory partnerships = new SelfFillingPartnershipFactory();
    partnerships.initDynamicComponent(session, null);
    session.setPartnershipFactory(partnerships);
    processor.initDynamicComponent(session, null);
    session.setMessageProcessor(processor);
    AS2ReceiverModule receiver = new AS2ReceiverModule();
    StringMap where = new StringMap();
    where.putIn(AbstractActiveNetModule.ATTR_ADDRESS, "127.0.0.1");
    where.putIn(AbstractActiveNetModule.ATTR_PORT, Integer.toString(port));
    receiver.initDynamicComponent(session, where);
    processor.addModule(receiver);
    AsynchMDNSenderModule later = new AsynchMDNSenderModule();
    later.initDynamicComponent(session, null);
    processor.addModule(later);
    Keeping keeping = new Keeping();
    keeping.initDynamicComponent(session, null);
    processor.addModule(keeping);
    processor.startActiveModules();
  }

  private final class Keeping extends AbstractProcessorModule {
    @Override
    public boolean canHandle(
        String action, IMessage message, @Nullable Map<String, Object> options) {
      return action.equals(IProcessorStorageModule.DO_STORE);
    }

    @Override
    public void handle(String action, IMessage message, @Nullable Map<String, Object> options) {
      try {
        received.add(
            new Received(
                message.getMessageID(),
                message.getData().getFileName(),
                message.getData().getInputStream().readAllBytes()));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static KeyStore keyStore(As2Identity own, As2Identity other) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        ID.toLowerCase(Locale.ROOT),
        own.keys().getPrivate(),
        PASSWORD.toCharArray(),
        new Certificate[] {own.certificate()});
    // By the ids of the channels.
    for (String id : List.of(OURS, OURS + "2", OURS + "3")) {
      store.setCertificateEntry(id.toLowerCase(Locale.ROOT), other.certificate());
    }
    return store;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  List<Received> received() {
    return List.copyOf(received);
  }

  /** The files of a name that arrived. */
  List<Received> received(String name) {
    return received.stream().filter(one -> name.equals(one.name())).toList();
  }

  /** How a file is sent. */
  static final class Way {
    @Nullable As2Identity signsAs;
    @Nullable As2Identity encryptsFor;
    boolean encrypted = true;
    boolean signed = true;
    boolean packed;
    @Nullable String later;
    ECryptoAlgorithmCrypt cipher = ECryptoAlgorithmCrypt.CRYPT_AES256_CBC;
  }

  Sent send(String url, String name, byte[] content, Way way) throws Exception {
    As2Identity sender = way.signsAs == null ? own : way.signsAs;
    As2Identity receiver = way.encryptsFor == null ? merchant : way.encryptsFor;
    ByteArrayOutputStream store = new ByteArrayOutputStream();
    keyStore(sender, receiver).store(store, PASSWORD.toCharArray());
    List<String> matched = new ArrayList<>();
    List<String> mismatched = new ArrayList<>();
    AS2ClientSettings settings = new AS2ClientSettings();
    settings.setKeyStore(EKeyStoreType.PKCS12, store.toByteArray(), PASSWORD);
    settings.setSenderData(ID, "owl@owl.example", ID.toLowerCase(Locale.ROOT));
    settings.setReceiverData(OURS, OURS.toLowerCase(Locale.ROOT), url);
    settings.setReceiverCertificate(receiver.certificate());
    settings.setPartnershipName("owl-merchant");
    settings.setEncryptAndSign(
        way.encrypted ? way.cipher : null, way.signed ? ECryptoAlgorithmSign.DIGEST_SHA_256 : null);
    if (way.packed) {
      settings.setCompress(ECompressionType.ZLIB, true);
    }
    settings.setMDNOptions(
        new DispositionOptions()
            .setProtocol(DispositionOptions.PROTOCOL_PKCS7_SIGNATURE)
            .setProtocolImportance(DispositionOptions.IMPORTANCE_REQUIRED)
            .setMICAlg(ECryptoAlgorithmSign.DIGEST_SHA_256)
            .setMICAlgImportance(DispositionOptions.IMPORTANCE_REQUIRED));
    settings.setAsyncMDNUrl(way.later);
    settings.setMICMatchingHandler(
        new IMICMatchingHandler() {
          @Override
          public void onMICMatch(IMessage message, String mic) {
            matched.add(mic);
          }

          @Override
          public void onMICMismatch(IMessage message, String ours, String theirs) {
            mismatched.add(ours + " is not " + theirs);
          }
        });
    AS2ClientRequest request = new AS2ClientRequest(name);
    request.setData(content);
    request.setFilename(name);
    request.setContentType("application/edi-x12");
    return new Sent(new AS2Client().sendSynchronous(settings, request), matched, mismatched);
  }

  @Override
  public void close() {
    processor.stopActiveModules();
  }
}
