package org.partnergateway.adapters.signature;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.partnergateway.adapters.definition.SignatureDefinition;
import org.partnergateway.adapters.transport.HttpAnswer;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;

/**
 * A signature of the raw body by a public key that the partner hands out by its id. The message
 * says which of the allowed algorithms it is; what it says is worth nothing without the key.
 */
public final class KeyById implements SignatureVerifier {
  private static final int LONGEST_HEADER = 4096;
  // The id becomes part of an address.
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private final SignatureDefinition.KeyById definition;
  private final String header;
  private final String url;
  private final KeySource source;
  private final KeyCache<String> keys;

  /**
   * A verifier.
   *
   * @param url complete, with {@link SignatureDefinition.KeyById#ID} in it
   */
  public KeyById(SignatureDefinition.KeyById definition, String url, KeySource source) {
    this.definition = definition;
    this.header = definition.header().toLowerCase(Locale.ROOT);
    this.url = url;
    this.source = source;
    this.keys = new KeyCache<>(definition.keepFor(), (id, now) -> fetch(id));
  }

  private record Claim(String algorithm, String keyType, String id, byte[] signature) {}

  @Override
  public SignatureCheck verify(Map<String, String> headers, byte[] body, Instant now) {
    Optional<Claim> claim = claim(headers.getOrDefault(header, ""));
    if (claim.isEmpty()) {
      return refused("is missing, or is no Base64 of a JSON object with kid and signature");
    }
    String algorithm = claim.get().algorithm();
    Optional<String> allowed =
        definition.algorithms().stream().filter(algorithm::equalsIgnoreCase).findAny();
    if (allowed.isEmpty()) {
      return refused("names an algorithm that is not among " + definition.algorithms());
    }
    try {
      PublicKey key = PublicKeys.pem(keys.get(claim.get().id(), now), claim.get().keyType());
      return PublicKeys.verifies(allowed.get(), key, claim.get().signature(), body)
          ? SignatureCheck.VERIFIED
          : refused("is not by the key that it names");
    } catch (KeyUnavailableException e) {
      return new SignatureCheck.Undecided(String.valueOf(e.getMessage()));
    } catch (KeyRefusedException e) {
      return refused(String.valueOf(e.getMessage()));
    } catch (GeneralSecurityException e) {
      return refused("names a key that is none of its algorithm");
    }
  }

  private static Optional<Claim> claim(String value) {
    if (value.isEmpty() || value.length() > LONGEST_HEADER) {
      return Optional.empty();
    }
    try {
      JsonNode claim = StrictJson.read(Base64.getDecoder().decode(value));
      String id = claim.path("kid").asText();
      boolean ecdsa = claim.path("alg").asText().equalsIgnoreCase("ecdsa");
      String algorithm = claim.path("digest").asText() + "with" + claim.path("alg").asText();
      byte[] signature = Base64.getDecoder().decode(claim.path("signature").asText());
      return ID.matcher(id).matches() && signature.length > 0
          ? Optional.of(new Claim(algorithm, ecdsa ? "EC" : "RSA", id, signature))
          : Optional.empty();
    } catch (IllegalArgumentException | MalformedMessageException e) {
      return Optional.empty();
    }
  }

  private String fetch(String id) throws KeyUnavailableException, KeyRefusedException {
    URI address = URI.create(url.replace(SignatureDefinition.KeyById.ID, id));
    HttpAnswer answer = source.get(address, definition.auth());
    if (answer.status() == 404 || answer.status() == 400) {
      throw new KeyRefusedException("names a key that the partner doesn't have");
    }
    String key = answer.status() == 200 ? key(answer.body()) : "";
    if (key.isEmpty()) {
      throw new KeyUnavailableException(
          "The partner answered %d without the key.".formatted(answer.status()));
    }
    return key;
  }

  private String key(byte[] body) {
    try {
      return StrictJson.read(body).at(definition.key()).asText();
    } catch (MalformedMessageException e) {
      return "";
    }
  }

  private SignatureCheck refused(String why) {
    return new SignatureCheck.Refused("The header " + header + " " + why + ".");
  }
}
