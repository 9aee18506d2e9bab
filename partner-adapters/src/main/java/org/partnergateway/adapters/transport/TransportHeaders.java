package org.partnergateway.adapters.transport;

import java.util.Set;

/** Headers that only the transport sets; from elsewhere they could end one request in another. */
public final class TransportHeaders {
  /** In lower case. */
  public static final Set<String> NAMES =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private TransportHeaders() {}
}
