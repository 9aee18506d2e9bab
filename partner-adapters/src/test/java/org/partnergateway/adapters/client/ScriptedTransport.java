package org.partnergateway.adapters.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.partnergateway.adapters.transport.HttpAnswer;
import org.partnergateway.adapters.transport.HttpRequest;
import org.partnergateway.adapters.transport.Transport;
import org.partnergateway.adapters.transport.TransportException;
import org.partnergateway.adapters.transport.TransportException.Reason;

/** Answers as told, one line of the script a request; the last line again and again. */
final class ScriptedTransport implements Transport {
  private final Deque<String> script = new ArrayDeque<>();
  final List<HttpRequest> requests = new ArrayList<>();
  final List<Duration> timeouts = new ArrayList<>();
  boolean closed;

  /** Lines such as {@code 503 retry-after:7 {"code":"E7"}}, {@code cut} or {@code refused}. */
  ScriptedTransport says(String... lines) {
    script.clear();
    script.addAll(List.of(lines));
    return this;
  }

  @Override
  public HttpAnswer send(HttpRequest request, Duration timeout) throws TransportException {
    requests.add(request);
    timeouts.add(timeout);
    String line = script.size() > 1 ? script.removeFirst() : script.getFirst();
    return switch (line) {
      case "cut" -> throw new TransportException(true, Reason.CUT, "cut", null);
      case "timeout" -> throw new TransportException(true, Reason.TIMED_OUT, "late", null);
      case "too large" -> throw new TransportException(true, Reason.TOO_LARGE, "large", null);
      case "refused" -> throw new TransportException(false, Reason.NOT_CONNECTED, "no", null);
      case "not allowed" -> throw new TransportException(false, Reason.NOT_ALLOWED, "no", null);
      default -> answer(line);
    };
  }

  private static HttpAnswer answer(String line) {
    String[] parts = line.split(" ", 3);
    Map<String, String> headers = new HashMap<>();
    String body = "";
    for (int i = 1; i < parts.length; i++) {
      int colon = parts[i].indexOf(':');
      if (colon > 0 && parts[i].charAt(0) != '{') {
        headers.put(parts[i].substring(0, colon), parts[i].substring(colon + 1));
      } else if (parts[i].equals("replayed")) {
        headers.put("acme-replayed", "true");
      } else {
        body = parts[i];
      }
    }
    return new HttpAnswer(
        Integer.parseInt(parts[0]), headers, body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    closed = true;
  }
}
