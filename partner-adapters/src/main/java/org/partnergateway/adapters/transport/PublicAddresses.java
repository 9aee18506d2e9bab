package org.partnergateway.adapters.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.partnergateway.adapters.transport.TransportException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For addresses that come from outside the configuration: a request goes by https to a public
 * address, or to a network that the operator allows, there by http too. The address that was
 * checked is the one that is connected to, so that a name can't mean another in between.
 */
public final class PublicAddresses implements EgressRule {
  private static final Logger LOG = LoggerFactory.getLogger(PublicAddresses.class);

  /** Of IANA's registries of special-purpose addresses. */
  private static final List<Network> NOT_PUBLIC =
      networks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20");

  private static final Network GLOBAL_UNICAST = Network.parse("2000::/3");

  /** IPv4 addresses as an IPv6 network's translator takes them. */
  private static final Network TRANSLATED = Network.parse("64:ff9b::/96");

  private static final int IPV4_BYTES = 4;

  private final List<Network> allowed;
  private final HostResolver resolver;

  /**
   * @param allowed networks that may be reached although they aren't public
   */
  public PublicAddresses(List<Network> allowed, HostResolver resolver) {
    this.allowed = List.copyOf(allowed);
    this.resolver = resolver;
  }

  private static List<Network> networks(String... texts) {
    return Arrays.stream(texts).map(Network::parse).toList();
  }

  @Override
  public InetAddress check(Origin origin) throws TransportException {
    InetAddress address = resolve(origin);
    if (allowed.stream().anyMatch(network -> network.contains(address))) {
      return address;
    }
    if (!isPublic(address)) {
      LOG.warn("Refused a request to {}: {} is no public address", origin, text(address));
      throw refused(
          "%s is at %s, which is no public address; only the operator can allow that"
              .formatted(origin.host(), text(address)));
    }
    if (!origin.secure()) {
      throw refused("%s must be asked by https".formatted(origin.host()));
    }
    return address;
  }

  private InetAddress resolve(Origin origin) throws TransportException {
    try {
      return resolver.resolve(origin.host());
    } catch (UnknownHostException e) {
      throw new TransportException(
          false, Reason.NOT_CONNECTED, "The name %s can't be resolved".formatted(origin.host()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException(
          false,
          Reason.INTERRUPTED,
          "Interrupted while %s was resolved".formatted(origin.host()),
          e);
    }
  }

  private static boolean isPublic(InetAddress address) {
    if (TRANSLATED.contains(address)) {
      byte[] bytes = address.getAddress();
      return isPublic(address(Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length)));
    }
    if (address instanceof Inet6Address && !GLOBAL_UNICAST.contains(address)) {
      return false;
    }
    return NOT_PUBLIC.stream().noneMatch(network -> network.contains(address));
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static String text(InetAddress address) {
    return address.getHostAddress();
  }

  private static TransportException refused(String why) {
    return new TransportException(false, Reason.NOT_ALLOWED, why, null);
  }
}
