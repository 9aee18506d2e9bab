package org.partnergateway.adapters.definition;

import java.net.URI;

/** Addresses of adapter files: whole ones, or paths under the base address. */
final class Addresses {
  private Addresses() {}

  static URI of(URI baseUrl, String url) {
    return URI.create(full(baseUrl, url));
  }

  /** The same as a text, for addresses in which something is still to be put. */
  static String full(URI baseUrl, String url) {
    if (!url.startsWith("/")) {
      return url;
    }
    String base = baseUrl.toString();
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + url;
  }
}
