package org.partnergateway.routes.inbound;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.partnergateway.adapters.definition.MessageDefinition;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.TextSource;
import org.partnergateway.adapters.definition.TextSources;

/** Answers the challenge by which a partner makes sure that an address is ours. */
public final class Handshake {
  private final MessageDefinition.Handshake definition;
  private final Partner partner;

  public Handshake(MessageDefinition.Handshake definition, Partner partner) {
    this.definition = definition;
    this.partner = partner;
  }

  /** The query parameter that has the challenge. */
  String parameter() {
    return definition.challenge();
  }

  /** The member of the answered object. */
  String member() {
    return definition.member();
  }

  String answer(String challenge) {
    StringBuilder text = new StringBuilder();
    for (TextSource source : definition.sha256()) {
      text.append(
          source instanceof TextSource.Query ? challenge : TextSources.known(source, partner));
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
