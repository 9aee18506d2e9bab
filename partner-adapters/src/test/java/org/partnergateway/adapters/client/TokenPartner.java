package org.partnergateway.adapters.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.partnergateway.adapters.transport.HttpAnswer;
import org.partnergateway.adapters.transport.HttpRequest;
import org.partnergateway.adapters.transport.Transport;

/** A partner that hands out tokens at two endpoints, knows those that are good, and counts. */
final class TokenPartner implements Transport {
  private static final Set<String> TOKEN_HEADERS =
      Set.of("Authorization", "X-Payment-Token", "WM_SEC.ACCESS_TOKEN");

  private final List<HttpRequest> requests = new ArrayList<>();
  private final Set<String> good = new HashSet<>();
  private final Map<String, List<Integer>> refusals = new HashMap<>();
  private int given;

  /** The next request there is answered so. */
  synchronized void refuse(String target, int status) {
    refusals.computeIfAbsent(target, t -> new ArrayList<>()).add(status);
  }

  /** No token that was given is good any more. */
  synchronized void forget() {
    good.clear();
  }

  synchronized List<HttpRequest> calls(String target) {
    return requests.stream().filter(r -> r.target().equals(target)).toList();
  }

  @Override
  public synchronized HttpAnswer send(HttpRequest request, Duration timeout) {
    requests.add(request);
    List<Integer> refusal = refusals.getOrDefault(request.target(), List.of());
    if (!refusal.isEmpty()) {
      return answer(refusal.removeFirst(), "{}");
    }
    if (request.target().startsWith("/v2/token")) {
      return answer(200, "{\"access_token\":\"%s\",\"expires_in\":360000}".formatted(give()));
    }
    if (!proven(request)) {
      return answer(401, "{}");
    }
    return request.target().equals("/v2/payment-token")
        ? answer(200, "{\"paymentToken\":\"%s\"}".formatted(give()))
        : answer(200, "{}");
  }

  private String give() {
    String token = "t" + ++given;
    good.add(token);
    return token;
  }

  private boolean proven(HttpRequest request) {
    for (String header : TOKEN_HEADERS) {
      String value = request.headers().get(header);
      boolean token = value != null && !value.startsWith("Basic ");
      if (token && !good.contains(value.replace("Bearer ", ""))) {
        return false;
      }
    }
    return true;
  }

  private static HttpAnswer answer(int status, String body) {
    return new HttpAnswer(
        status, Map.of("content-type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {}
}
