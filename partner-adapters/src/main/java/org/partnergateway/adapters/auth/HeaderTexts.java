package org.partnergateway.adapters.auth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.TextSource;
import org.partnergateway.adapters.definition.TextSources;

/** The headers that an adapter file asks for, with what each request puts into them. */
public final class HeaderTexts {
  private final Map<String, String> known = new LinkedHashMap<>();
  private final Map<String, TextSource> made = new LinkedHashMap<>();

  /** With the partner's settings and secrets. */
  public HeaderTexts(Map<String, TextSource> headers, Partner partner) {
    headers.forEach(
        (name, source) -> {
          String text = TextSources.known(source, partner);
          if (text == null) {
            made.put(name, source);
          } else if (!text.isEmpty()) {
            known.put(name, text);
          }
        });
  }

  /**
   * The headers of one request; those whose setting is empty are left out.
   *
   * @param reference of the call that the request belongs to
   */
  public Map<String, String> make(String reference) {
    if (made.isEmpty()) {
      return known;
    }
    Map<String, String> all = new LinkedHashMap<>(known);
    made.forEach(
        (name, source) ->
            all.put(
                name,
                source instanceof TextSource.AttemptId ? UUID.randomUUID().toString() : reference));
    return all;
  }
}
