package org.partnergateway.tests.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands a request below {@code /<partner>/} to that partner's simulator. */
final class SimulatorDispatch implements ResponseTransformerV2 {
  static final String NAME = "simulator";

  private static final System.Logger LOG = System.getLogger(SimulatorDispatch.class.getName());

  private final Map<String, Simulator> simulators;
  private final Faults faults;

  SimulatorDispatch(Map<String, Simulator> simulators, Faults faults) {
    this.simulators = simulators;
    this.faults = faults;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }

  @Override
  public Response transform(Response planned, ServeEvent event) {
    LoggedRequest request = event.getRequest();
    String url = request.getUrl();
    int mount = url.indexOf('/', 1);
    Simulator simulator = mount < 0 ? null : simulators.get(url.substring(1, mount));
    if (simulator == null) {
      return Response.notConfigured();
    }
    Fault fault = null;
    SimulatedAnswer answer;
    try {
      SimulatedRequest read = read(request, url.substring(mount));
      fault = faults.take(simulator, read);
      answer = fault == null ? simulator.answer(read) : fault.answer(simulator, read);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, () -> "The simulator failed at " + request.getUrl(), e);
      answer = new SimulatedAnswer(500, Map.of(), new byte[0]);
    }
    return fault == null
        ? response(planned, answer).build()
        : fault.inFrontOf(response(planned, answer)).build();
  }

  private static Response.Builder response(Response planned, SimulatedAnswer answer) {
    // What a test has planned besides, such as a delay, stays.
    return Response.Builder.like(planned)
        .but()
        .status(answer.status())
        .headers(
            new HttpHeaders(
                answer.headers().entrySet().stream()
                    .map(header -> new HttpHeader(header.getKey(), header.getValue()))
                    .toList()))
        .body(answer.body());
  }

  private static SimulatedRequest read(LoggedRequest request, String target) {
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    Map<String, String> headers = new HashMap<>();
    for (HttpHeader header : request.getHeaders().all()) {
      headers.putIfAbsent(header.key().toLowerCase(Locale.ROOT), header.firstValue());
    }
    byte @Nullable [] body = request.getBody();
    return new SimulatedRequest(
        request.getMethod().getName().toUpperCase(Locale.ROOT),
        decode(path.replace("+", "%2B")),
        query(question < 0 ? "" : target.substring(question + 1)),
        Map.copyOf(headers),
        body == null ? new byte[0] : body);
  }

  private static Map<String, List<String>> query(String text) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        query.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }
}
