package org.partnergateway.adapters.sftp;

import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.Channel;
import org.partnergateway.adapters.definition.ChannelDefinition.Sftp;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.Heard;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.adapters.policy.Policy;
import org.partnergateway.adapters.policy.PolicyGuard;
import org.partnergateway.adapters.policy.RefusedException;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.contracts.definitions.Problems;

/** A partner's directory, behind the partner's limits and breaker. */
public final class SftpDirectory {
  private final SftpClients clients;
  private final SftpAccess access;
  private final Policy policy;
  private final PolicyGuard guard;

  private SftpDirectory(SftpClients clients, SftpAccess access, Policy policy, PolicyGuard guard) {
    this.clients = clients;
    this.access = access;
    this.policy = policy;
    this.guard = guard;
  }

  /**
   * The directory of a channel; null when a key can't be read, which is then among the problems.
   */
  public static @Nullable SftpDirectory of(
      Channel channel, Sftp sftp, SftpClients clients, PolicyGuard guard, Problems problems) {
    SftpAccess access = SftpAccess.of(channel, sftp, problems);
    return access == null
        ? null
        : new SftpDirectory(clients, access, channel.partner().definition().policy(), guard);
  }

  /** What is done in a session. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T in(SftpSession session) throws Exception;
  }

  /**
   * Opens a session for some work and closes it. How it ends is told to the breaker.
   *
   * @throws RefusedException when the breaker is open; nothing was done
   * @throws SftpFailedException when the partner can't be reached, or lets us not
   */
  public <T> T with(Work<T> work) throws Exception {
    PolicyGuard.Permit permit = guard.enter(Lane.BULK, Deadline.in(policy.timeouts().response()));
    Failure failure = null;
    try (SftpSession session =
        clients.open(access, policy.timeouts().connect(), policy.timeouts().response())) {
      return work.in(session);
    } catch (SftpFailedException e) {
      failure = e.failure();
      throw e;
    } finally {
      permit.end(failure, Heard.NOTHING);
    }
  }
}
