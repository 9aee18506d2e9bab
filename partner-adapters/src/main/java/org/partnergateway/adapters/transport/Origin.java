package org.partnergateway.adapters.transport;

import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port: what an egress rule is about.
 *
 * @param secure https
 * @param host lower case
 * @param port 1 to 65535
 */
public record Origin(boolean secure, String host, int port) {
  /**
   * The origin of an absolute http or https address.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Origin of(URI uri) {
    String scheme = uri.getScheme();
    String host = uri.getHost();
    if (host == null || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
      throw new IllegalArgumentException(
          "\"" + uri + "\" is not an address such as https://api.example.com");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "An address must not carry credentials; leave out what stands before the @");
    }
    boolean secure = "https".equalsIgnoreCase(scheme);
    int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
    return new Origin(secure, host.toLowerCase(Locale.ROOT), port);
  }

  /** The origin of an entry under {@code hosts}: {@code host} or {@code host:port}, by https. */
  public static Origin ofHost(String host) {
    return of(URI.create("https://" + host));
  }

  @Override
  public String toString() {
    return (secure ? "https://" : "http://") + host + ":" + port;
  }
}
