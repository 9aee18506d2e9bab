package org.partnergateway.routes.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.transport.EgressRule;
import org.partnergateway.adapters.transport.Origin;
import org.partnergateway.adapters.transport.RequestTarget;
import org.partnergateway.adapters.transport.TransportException;
import org.partnergateway.adapters.transport.TransportException.Reason;
import org.partnergateway.adapters.transport.TransportHeaders;
import org.partnergateway.contracts.schema.Violation;

/** Where deliveries go, and what may go with them. */
final class WebhookUrls {
  private static final String OURS = "webhook-";
  private static final List<String> CONTENT = List.of("content-type", "content-encoding");

  private final EgressRule egress;

  WebhookUrls(EgressRule egress) {
    this.egress = egress;
  }

  /**
   * Where a request goes.
   *
   * @param target path and query
   */
  record Place(Origin origin, String target) {
    /**
     * @throws IllegalArgumentException when it is no address that can be asked
     */
    static Place of(String url) {
      URI uri;
      try {
        uri = new URI(url);
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException("It is no URL: " + e.getReason(), e);
      }
      if (uri.getRawFragment() != null) {
        throw new IllegalArgumentException("It must not have a fragment");
      }
      Origin origin = Origin.of(uri);
      String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
      return new Place(origin, RequestTarget.checked(target));
    }
  }

  /** What is wrong with a URL now; a name that means nothing yet is not. */
  List<Violation> check(String url) {
    try {
      egress.check(Place.of(url).origin());
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of(wrong("/url", e.getMessage()));
    } catch (TransportException e) {
      return e.reason() == Reason.NOT_ALLOWED ? List.of(wrong("/url", e.getMessage())) : List.of();
    }
  }

  /** What is wrong with the headers that a caller wants to be sent along. */
  List<Violation> checkHeaders(JsonNode headers) {
    List<Violation> wrong = new ArrayList<>();
    headers
        .fieldNames()
        .forEachRemaining(
            name -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (TransportHeaders.NAMES.contains(lower)
                  || CONTENT.contains(lower)
                  || lower.startsWith(OURS)) {
                wrong.add(wrong("/headers/" + name, "is a header that only the gateway sets"));
              }
            });
    return wrong;
  }

  private static Violation wrong(String pointer, @Nullable String message) {
    return new Violation("/body" + pointer, "url", String.valueOf(message));
  }
}
