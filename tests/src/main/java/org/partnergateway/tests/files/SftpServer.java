package org.partnergateway.tests.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.Nullable;

/** A partner's SFTP server by Apache MINA SSHD, on a directory and a free port of this machine. */
public final class SftpServer implements AutoCloseable {
  /** The one user. */
  public static final String USER = "merchant";

  /** The user's password. */
  public static final String PASSWORD = "a-sandbox-password";

  private final Path root;
  private final KeyPair hostKey;
  private final @Nullable KeyPair user;
  private final AtomicReference<SftpFault> fault = new AtomicReference<>(SftpFault.NONE);
  private final SftpCounts counts = new SftpCounts(fault::get);
  private final AtomicInteger sessions = new AtomicInteger();
  private SshServer server;
  private int port;

  private SftpServer(Path root, KeyPair hostKey, @Nullable KeyPair user) {
    this.root = root;
    this.hostKey = hostKey;
    this.user = user;
    this.server = start(0);
    this.port = server.getPort();
  }

  /** A server on that directory, where the user has the password. */
  public static SftpServer on(Path root) {
    return new SftpServer(root, newKey(), null);
  }

  /** A server on that directory with that key of its own, where the user has the other. */
  public static SftpServer on(Path root, KeyPair hostKey, KeyPair user) {
    return new SftpServer(root, hostKey, user);
  }

  /** A key for a server or a user. */
  public static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  /** A user's key as it is configured. */
  public static String privateKey(KeyPair pair) {
    ByteArrayOutputStream pem = new ByteArrayOutputStream();
    try {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, USER, null, pem);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("a key that was just made can be written", e);
    }
    return pem.toString(StandardCharsets.UTF_8);
  }

  private SshServer start(int at) {
    SshServer next = SshServer.setUpDefaultServer();
    next.setHost("127.0.0.1");
    next.setPort(at);
    next.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    next.setPasswordAuthenticator(
        (name, password, session) ->
            user == null && name.equals(USER) && password.equals(PASSWORD));
    next.setPublickeyAuthenticator(
        (name, key, session) ->
            user != null && name.equals(USER) && KeyUtils.compareKeys(user.getPublic(), key));
    next.addSessionListener(
        new org.apache.sshd.common.session.SessionListener() {
          @Override
          public void sessionEstablished(org.apache.sshd.common.session.Session session) {
            sessions.incrementAndGet();
          }
        });
    SftpSubsystemFactory subsystem = new SftpSubsystemFactory.Builder().build();
    subsystem.addSftpEventListener(counts);
    next.setSubsystemFactories(List.of(subsystem));
    next.setFileSystemFactory(new VirtualFileSystemFactory(root));
    try {
      next.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return next;
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Its key as adapter files and settings name it. */
  public String hostKeyLine() {
    return PublicKeyEntry.toString(hostKey.getPublic());
  }

  /** How errors name its key. */
  public String fingerprint() {
    return KeyUtils.getFingerPrint(hostKey.getPublic());
  }

  /** What it counts. */
  public SftpCounts counts() {
    return counts;
  }

  /** How often somebody began to speak with it. */
  public int sessions() {
    return sessions.get();
  }

  /** What goes wrong from now on. */
  public void fault(SftpFault next) {
    fault.set(next);
  }

  /** A directory of it, which is made if it isn't there. */
  public Path directory(String name) {
    try {
      return Files.createDirectories(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nobody is there any more, until {@link #comeBack}. */
  public void goAway() {
    try {
      server.stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** At the same port. */
  public void comeBack() {
    server = start(port);
    port = server.getPort();
  }

  @Override
  public void close() {
    goAway();
  }
}
