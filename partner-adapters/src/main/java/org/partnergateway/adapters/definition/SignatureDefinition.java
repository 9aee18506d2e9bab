package org.partnergateway.adapters.definition;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How to tell that the partner sent a message. */
public sealed interface SignatureDefinition {
  /** Where the adapter file says nothing. */
  Duration DEFAULT_TOLERANCE = Duration.ofSeconds(300);

  /** Names of credentials, any of which will do; all but the first may be optional. */
  default List<String> secrets() {
    return List.of();
  }

  /** Headers that carry the proof. They are not kept with the message. */
  Set<String> headers();

  /**
   * HMAC-SHA256 in hex over time and body.
   *
   * @param tolerance how far the time may be off, either way
   */
  record TimestampedHmac(String header, List<String> secrets, Duration tolerance)
      implements SignatureDefinition {
    /** Copies the list. */
    public TimestampedHmac {
      secrets = List.copyOf(secrets);
    }

    @Override
    public Set<String> headers() {
      return Set.of(header);
    }
  }

  /** The secret itself. */
  record SharedSecret(String header, List<String> secrets) implements SignatureDefinition {
    /** Copies the list. */
    public SharedSecret {
      secrets = List.copyOf(secrets);
    }

    @Override
    public Set<String> headers() {
      return Set.of(header);
    }
  }

  /**
   * HMAC-SHA256 in Base64 over some values of each item of the body, inside the item. Whatever else
   * is in the item is not proven.
   *
   * @param items where their list stands; null when the body is the one item
   * @param item where in an element of the list the item stands, empty for the element itself
   * @param fields where the values stand in an item, in order
   * @param signature where it stands in an item
   * @param escaped backslashes and colons in values have a backslash before them
   * @param secrets hex
   */
  record HmacFields(
      @Nullable JsonPointer items,
      JsonPointer item,
      List<JsonPointer> fields,
      JsonPointer signature,
      boolean escaped,
      List<String> secrets)
      implements SignatureDefinition {
    /** Copies the lists. */
    public HmacFields {
      fields = List.copyOf(fields);
      secrets = List.copyOf(secrets);
    }

    @Override
    public Set<String> headers() {
      return Set.of();
    }
  }

  /**
   * Standard Webhooks.
   *
   * @param prefix what the names of the three headers begin with
   * @param secrets {@code whsec_} for HMAC or {@code whpk_} for Ed25519, then Base64
   * @param tolerance how far the time may be off, either way
   */
  record StandardWebhooks(String prefix, List<String> secrets, Duration tolerance)
      implements SignatureDefinition {
    /** Copies the list. */
    public StandardWebhooks {
      secrets = List.copyOf(secrets);
    }

    @Override
    public Set<String> headers() {
      return Set.of(prefix + "timestamp", prefix + "signature");
    }
  }

  /**
   * A signature by a certificate that the message names the address of.
   *
   * @param header carries the signature, in Base64
   * @param urlHeader carries the address
   * @param hosts where certificates may come from, besides the base address
   * @param subjects the names that a certificate may be for
   * @param algorithm as Java names it
   * @param signed what is signed, put together
   * @param time carries the time, in RFC 3339; null for none
   * @param tolerance how far the time may be off, either way
   * @param roots name of the setting with the roots to trust, in PEM; null or empty for the JVM's
   * @param keepFor how long a certificate is used before it is fetched again
   */
  record CertificateByUrl(
      String header,
      String urlHeader,
      Set<String> hosts,
      Set<String> subjects,
      String algorithm,
      List<TextSource> signed,
      @Nullable String time,
      Duration tolerance,
      @Nullable String roots,
      Duration keepFor)
      implements SignatureDefinition {
    /** Copies the collections. */
    public CertificateByUrl {
      hosts = Set.copyOf(hosts);
      subjects = Set.copyOf(subjects);
      signed = List.copyOf(signed);
    }

    @Override
    public Set<String> headers() {
      Set<String> headers = new TreeSet<>(Set.of(header, urlHeader));
      for (TextSource source : signed) {
        if (source instanceof TextSource.Header named) {
          headers.add(named.name());
        }
      }
      return headers;
    }
  }

  /**
   * A signature by a public key that the message names the id of.
   *
   * @param header Base64 of a JSON object with {@code alg}, {@code digest}, {@code kid}, {@code
   *     signature}
   * @param algorithms that are taken, as Java names them
   * @param url where keys come from, an address, or a path under the base address, with {@code
   *     {kid}}
   * @param key where the key stands in the answer
   * @param auth what proves there who calls
   * @param keepFor how long a key is used before it is fetched again
   */
  record KeyById(
      String header,
      Set<String> algorithms,
      String url,
      JsonPointer key,
      AuthDefinition auth,
      Duration keepFor)
      implements SignatureDefinition {
    /** What stands for the key's id. */
    public static final String ID = "{kid}";

    /** Copies the set. */
    public KeyById {
      algorithms = Set.copyOf(algorithms);
    }

    @Override
    public Set<String> headers() {
      return Set.of(header);
    }
  }
}
