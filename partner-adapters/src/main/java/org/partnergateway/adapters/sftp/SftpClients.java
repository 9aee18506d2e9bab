package org.partnergateway.adapters.sftp;

import java.io.IOException;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSessionImpl;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.exception.SshChannelException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionHeartbeatController.HeartbeatType;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.partnergateway.adapters.failure.Failure;

/** The one SSH client, by which sessions with partners are opened. */
public final class SftpClients implements AutoCloseable {
  private static final AttributeKey<SftpAccess> ACCESS = new AttributeKey<>();
  private static final AttributeKey<String> SEEN = new AttributeKey<>();
  private static final Duration BEAT_EVERY = Duration.ofSeconds(15);
  private static final int UNANSWERED_BEATS = 2;

  private final SshClient client;

  /** Started; to be closed. Nothing of the user's own SSH configuration is read. */
  public SftpClients() {
    client = SshClient.setUpDefaultClient();
    StrongAlgorithms.only(client);
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setUserAuthFactoriesNames("publickey", "password");
    client.setServerKeyVerifier(pinned());
    client.addSessionListener(
        new SessionListener() {
          @Override
          public void sessionCreated(Session session) {
            askForPinned(session);
          }
        });
    client.setSessionHeartbeat(HeartbeatType.IGNORE, BEAT_EVERY);
    CoreModuleProperties.HEARTBEAT_REQUEST.set(client, "keepalive@openssh.com");
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, BEAT_EVERY);
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, UNANSWERED_BEATS);
    client.start();
  }

  private static void askForPinned(Session session) {
    if (session instanceof ClientSessionImpl own && access(own) != null) {
      own.setSignatureFactories(StrongAlgorithms.provingOneOf(access(own).hostKeys()));
    }
  }

  private static SftpAccess access(ClientSession session) {
    AttributeRepository context = session.getConnectionContext();
    return context == null ? null : context.getAttribute(ACCESS);
  }

  private static ServerKeyVerifier pinned() {
    return (ClientSession session, SocketAddress address, PublicKey key) -> {
      session.setAttribute(SEEN, KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(key));
      SftpAccess access = access(session);
      return access != null
          && access.hostKeys().stream().anyMatch(pin -> KeyUtils.compareKeys(pin, key));
    };
  }

  /**
   * A session that is ready, to be closed.
   *
   * @param connect until a connection stands
   * @param response until both know each other, and for each answer after that
   */
  SftpSession open(SftpAccess access, Duration connect, Duration response)
      throws SftpFailedException {
    AttributeRepository context = AttributeRepository.ofKeyValuePair(ACCESS, access);
    ClientSession session = connect(access, context, connect);
    boolean ready = false;
    try {
      CoreModuleProperties.IDLE_TIMEOUT.set(session, response);
      CoreModuleProperties.WINDOW_TIMEOUT.set(session, response);
      SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(session, response);
      authenticate(access, session, response);
      SftpSession opened =
          new SftpSession(
              access.name(), session, SftpClientFactory.instance().createSftpClient(session));
      ready = true;
      return opened;
    } catch (SftpFailedException e) {
      throw e;
    } catch (IOException e) {
      throw new SftpFailedException(
          Failure.UNAVAILABLE, access.name() + " offers no SFTP now: " + text(e), e);
    } finally {
      if (!ready) {
        session.close(true);
      }
    }
  }

  private ClientSession connect(SftpAccess access, AttributeRepository context, Duration timeout)
      throws SftpFailedException {
    try {
      return client
          .connect(access.username(), access.host(), access.port(), context, null)
          .verify(timeout)
          .getSession();
    } catch (IOException e) {
      throw new SftpFailedException(
          Failure.UNAVAILABLE,
          "%s can't be reached at %s:%d: %s"
              .formatted(access.name(), access.host(), access.port(), text(e)),
          e);
    }
  }

  private static void authenticate(SftpAccess access, ClientSession session, Duration timeout)
      throws SftpFailedException {
    if (access.key() != null) {
      session.addPublicKeyIdentity(access.key());
    }
    if (access.password() != null) {
      session.addPasswordIdentity(access.password());
    }
    try {
      session.auth().verify(timeout);
    } catch (IOException e) {
      String seen = session.getAttribute(SEEN);
      if (isHostKey(e)) {
        List<String> known = access.hostKeys().stream().map(KeyUtils::getFingerPrint).toList();
        throw new SftpFailedException(
            Failure.UNAUTHORIZED,
            "%s:%d has the key %s, which is none of the host_keys of %s (%s). Nothing was sent; ask the partner before you name it."
                .formatted(access.host(), access.port(), seen, access.name(), known),
            e);
      }
      if (seen != null && isRefusal(e)) {
        throw new SftpFailedException(
            Failure.UNAUTHORIZED,
            "%s refuses the user or the %s: %s"
                .formatted(access.name(), access.key() == null ? "password" : "key", text(e)),
            e);
      }
      throw new SftpFailedException(
          Failure.UNAVAILABLE, "%s did not let us in: %s".formatted(access.name(), text(e)), e);
    }
  }

  private static boolean isHostKey(Throwable e) {
    return disconnectCode(e) == HOST_KEY_NOT_VERIFIABLE;
  }

  private static boolean isRefusal(Throwable e) {
    return disconnectCode(e) == NO_MORE_METHODS;
  }

  private static final int HOST_KEY_NOT_VERIFIABLE = 9;
  private static final int NO_MORE_METHODS = 14;

  private static int disconnectCode(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof SshException ssh
          && !(at instanceof SshChannelException)
          && ssh.getDisconnectCode() != 0) {
        return ssh.getDisconnectCode();
      }
    }
    return 0;
  }

  static String text(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  @Override
  public void close() {
    client.stop();
  }
}
