package org.partnergateway.adapters.sftp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.Channel;
import org.partnergateway.adapters.definition.ChannelDefinition.Sftp;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;

/**
 * How a partner's directory is reached.
 *
 * @param name the channel, for messages
 * @param password null when a key proves who we are
 * @param key null when a password does
 * @param hostKeys the server must have one of them
 */
record SftpAccess(
    String name,
    String host,
    int port,
    String username,
    @Nullable String password,
    @Nullable KeyPair key,
    List<PublicKey> hostKeys) {
  SftpAccess {
    hostKeys = List.copyOf(hostKeys);
  }

  /**
   * What adapter file and operator say of it.
   *
   * @param problems keys that can't be read are added, by the name of what the operator configured
   */
  static @Nullable SftpAccess of(Channel channel, Sftp sftp, Problems problems) {
    Problems own = new Problems();
    KeyPair key = sftp.privateKey() == null ? null : key(channel, sftp.privateKey(), own);
    List<PublicKey> hostKeys = new ArrayList<>();
    for (String text : channel.texts(sftp.hostKeys())) {
      text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> hostKey(channel, line.strip(), hostKeys, own));
    }
    if (!own.isEmpty()) {
      problems.addAll(own.list());
      return null;
    }
    return new SftpAccess(
        channel.fullName(),
        channel.text(sftp.host()),
        Integer.parseInt(channel.text(sftp.port())),
        channel.partner().credential(sftp.username()),
        sftp.password() == null ? null : channel.partner().credential(sftp.password()),
        key,
        hostKeys);
  }

  private static @Nullable KeyPair key(Channel channel, String credential, Problems problems) {
    String name = "gateway.partners." + channel.partner().id() + ".credentials." + credential;
    byte[] text = channel.partner().credential(credential).getBytes(StandardCharsets.UTF_8);
    try {
      Iterable<KeyPair> keys =
          SecurityUtils.loadKeyPairIdentities(
              null,
              NamedResource.ofName(name),
              new ByteArrayInputStream(text),
              FilePasswordProvider.EMPTY);
      Iterator<KeyPair> all = keys == null ? List.<KeyPair>of().iterator() : keys.iterator();
      if (all.hasNext()) {
        return all.next();
      }
      problems.add(Problem.ofFile(name, "holds no private key in PEM"));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      problems.add(
          Problem.ofFile(
              name,
              "is no private key that can be read (PEM, without a passphrase): "
                  + e.getClass().getSimpleName()));
    }
    return null;
  }

  private static void hostKey(
      Channel channel, String line, List<PublicKey> keys, Problems problems) {
    try {
      keys.add(PublicKeyEntry.parsePublicKeyEntry(line).resolvePublicKey(null, null, null));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      problems.add(
          Problem.ofFile(
              "gateway.partners." + channel.partner().id(),
              "the channel %s has a host key that can't be read: \"%s\"; write it as in known_hosts, without the name: ssh-ed25519 AAAA…"
                  .formatted(channel.name(), line)));
    }
  }

  @Override
  public String toString() {
    return "SftpAccess[%s at %s:%d]".formatted(name, host, port);
  }
}
