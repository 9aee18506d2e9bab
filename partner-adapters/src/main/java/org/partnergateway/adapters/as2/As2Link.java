package org.partnergateway.adapters.as2;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.Heard;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.adapters.policy.Policy;
import org.partnergateway.adapters.policy.PolicyGuard;
import org.partnergateway.adapters.policy.RefusedException;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.transport.Egress;
import org.partnergateway.adapters.transport.HttpAnswer;
import org.partnergateway.adapters.transport.HttpRequest;
import org.partnergateway.adapters.transport.HttpTransport;
import org.partnergateway.adapters.transport.Origin;
import org.partnergateway.adapters.transport.Transport;
import org.partnergateway.adapters.transport.TransportException;

/** The HTTP of an AS2 channel, behind the partner's limits and breaker. */
public final class As2Link implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final int SERVER_ERROR = 500;

  private final As2Party party;
  private final Policy policy;
  private final PolicyGuard guard;
  private final Transport transport;
  private final Set<Origin> allowed;

  /** Only the partner's hosts and the channel's address are ever called. */
  public As2Link(As2Party party, Vertx vertx, PolicyGuard guard) {
    this.party = party;
    this.policy = party.channel().partner().definition().policy();
    this.guard = guard;
    this.allowed = new HashSet<>(party.channel().partner().origins());
    allowed.add(Origin.of(party.url()));
    this.transport =
        new HttpTransport(
            vertx,
            new Egress(party.channel().partner().id(), allowed),
            policy.timeouts().connect(),
            CONNECTIONS);
  }

  /** Both ends. */
  public As2Party party() {
    return party;
  }

  /** Whether an address is one that may be called. */
  public boolean mayCall(String address) {
    try {
      return allowed.contains(Origin.of(URI.create(address)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Posts once.
   *
   * @throws RefusedException when a limit or breaker of ours stands in the way; nothing was sent
   */
  public HttpAnswer post(URI address, Map<String, String> headers, byte[] body)
      throws RefusedException, TransportException, InterruptedException {
    PolicyGuard.Permit permit = guard.enter(Lane.BULK, Deadline.in(policy.timeouts().response()));
    Failure failure = Failure.UNAVAILABLE;
    try {
      MultiMap fields = HttpHeaders.headers();
      headers.forEach(fields::set);
      String query = address.getRawQuery();
      String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
      HttpAnswer answer =
          transport.send(
              new HttpRequest(
                  "POST",
                  Origin.of(address),
                  query == null ? path : path + "?" + query,
                  fields,
                  body),
              policy.timeouts().response());
      failure = answer.status() < SERVER_ERROR ? null : Failure.UNAVAILABLE;
      return answer;
    } finally {
      permit.end(failure, Heard.NOTHING);
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
