package org.partnergateway.transformations.formats;

import java.util.Locale;
import java.util.Optional;
import org.partnergateway.contracts.http.BodyForm;

/** The wire formats there are, by media type. */
public final class WireFormats {
  /** JSON by RFC 8259, strictly. */
  public static final WireFormat JSON = new JsonFormat();

  /** Bracketed {@code application/x-www-form-urlencoded}. */
  public static final WireFormat FORM = new FormFormat();

  private WireFormats() {}

  /** The format of a media type; its parameters and case don't matter, {@code +json} is JSON. */
  public static Optional<WireFormat> find(String mediaType) {
    int semicolon = mediaType.indexOf(';');
    String type = semicolon < 0 ? mediaType : mediaType.substring(0, semicolon);
    String name = type.strip().toLowerCase(Locale.ROOT);
    if (name.equals(JSON.mediaType()) || name.endsWith("+json")) {
      return Optional.of(JSON);
    }
    return name.equals(FORM.mediaType()) ? Optional.of(FORM) : Optional.empty();
  }

  /** The format of a body as its contract describes it, which XML can't do without. */
  public static Optional<WireFormat> find(BodyForm form) {
    return form.xml() == null
        ? find(form.mediaType())
        : Optional.of(new XmlFormat(form.mediaType(), form.xml()));
  }

  /**
   * As {@link #find(BodyForm)}, where there must be one.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static WireFormat of(BodyForm form) {
    return find(form).orElseGet(() -> of(form.mediaType()));
  }

  /**
   * As {@link #find(String)}, where there must be one.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static WireFormat of(String mediaType) {
    return find(mediaType)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no wire format for "
                        + mediaType
                        + "; there are application/json (and +json), "
                        + FORM.mediaType()
                        + " and, by contract, XML"));
  }
}
