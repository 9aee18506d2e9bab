package org.partnergateway.contracts.xml;

import java.util.Locale;

/** Media types that are XML (RFC 7303). */
public final class XmlMedia {
  private XmlMedia() {}

  /** Whether it is one; parameters and case don't matter. */
  public static boolean isXml(String mediaType) {
    int semicolon = mediaType.indexOf(';');
    String name =
        (semicolon < 0 ? mediaType : mediaType.substring(0, semicolon))
            .strip()
            .toLowerCase(Locale.ROOT);
    return name.equals("application/xml") || name.equals("text/xml") || name.endsWith("+xml");
  }
}
