package org.partnergateway.adapters.sftp;

import java.security.PublicKey;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.BuiltinFactory;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/** What is spoken with servers: nothing with SHA-1, CBC or keys too short. */
final class StrongAlgorithms {
  private static final Set<String> WEAK_EXCHANGES =
      Set.of(
          "diffie-hellman-group1-sha1",
          "diffie-hellman-group14-sha1",
          "diffie-hellman-group-exchange-sha1");
  private static final List<BuiltinCiphers> CIPHERS =
      List.of(
          BuiltinCiphers.cc20p1305_openssh,
          BuiltinCiphers.aes256gcm,
          BuiltinCiphers.aes128gcm,
          BuiltinCiphers.aes256ctr,
          BuiltinCiphers.aes192ctr,
          BuiltinCiphers.aes128ctr);
  private static final List<BuiltinMacs> MACS =
      List.of(
          BuiltinMacs.hmacsha256etm,
          BuiltinMacs.hmacsha512etm,
          BuiltinMacs.hmacsha256,
          BuiltinMacs.hmacsha512);
  private static final List<BuiltinSignatures> SIGNATURES =
      List.of(
          BuiltinSignatures.ed25519,
          BuiltinSignatures.nistp256,
          BuiltinSignatures.nistp384,
          BuiltinSignatures.nistp521,
          BuiltinSignatures.rsaSHA512,
          BuiltinSignatures.rsaSHA256);

  private StrongAlgorithms() {}

  static void only(SshClient client) {
    client.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(
                true, List.copyOf(BuiltinDHFactories.VALUES), ClientBuilder.DH2KEX)
            .stream()
            .filter(exchange -> !WEAK_EXCHANGES.contains(exchange.getName()))
            .toList());
    client.setCipherFactories(supported(CIPHERS));
    client.setMacFactories(supported(MACS));
    client.setSignatureFactories(supported(SIGNATURES));
  }

  private static <T> List<NamedFactory<T>> supported(List<? extends BuiltinFactory<T>> algorithms) {
    return algorithms.stream()
        .filter(BuiltinFactory::isSupported)
        .<NamedFactory<T>>map(algorithm -> algorithm)
        .toList();
  }

  /**
   * The signatures by which a server can prove that it has one of these keys. A server may have
   * further keys, and would else be asked for whichever we like best.
   */
  static List<NamedFactory<Signature>> provingOneOf(Collection<PublicKey> keys) {
    Set<String> types =
        keys.stream()
            .map(KeyUtils::getKeyType)
            .flatMap(type -> KeyUtils.getAllEquivalentKeyTypes(type).stream())
            .collect(Collectors.toSet());
    keys.stream().map(KeyUtils::getKeyType).forEach(types::add);
    return supported(SIGNATURES).stream()
        .filter(signature -> types.contains(signature.getName()))
        .toList();
  }
}
