package org.partnergateway.adapters.transport;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Says where requests may go to. Asked before each one. */
public interface EgressRule {
  /**
   * Lets a request go.
   *
   * @return the address that it must be connected to, whatever the host's name means by then; null
   *     where the name will do
   * @throws TransportException when it may not go there
   */
  @Nullable InetAddress check(Origin origin) throws TransportException;
}
