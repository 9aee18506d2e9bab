package org.partnergateway.tests.simulators;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.admin.Router;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.AdminApiExtension;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One WireMock server on this machine with each simulated partner below {@code /<partner>/}.
 * WireMock's own {@code /__admin} counts what arrived ({@code POST /__admin/requests/count});
 * {@code GET /__admin/effects} says what took effect, as {@code {partner: {effect: count}}}, {@code
 * /__admin/faults} what is to go wrong, {@code GET /__admin/breaches} which contracts were broken.
 * Any other path is a 404.
 */
public final class SimulatorServer implements AutoCloseable {
  private static final int JOURNAL = 10_000;
  private static final int THREADS = 64;

  private final WireMockServer server;
  private final Faults faults = new Faults();

  /**
   * Starts at once.
   *
   * @param port 0 for any free one
   */
  public SimulatorServer(int port, Collection<? extends Simulator> simulators) {
    Map<String, Simulator> byPartner =
        simulators.stream().collect(Collectors.toMap(Simulator::partner, Function.identity()));
    server =
        new WireMockServer(
            WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .port(port)
                .containerThreads(THREADS)
                .maxRequestJournalEntries(JOURNAL)
                .stubRequestLoggingDisabled(true)
                .gzipDisabled(true)
                .http2PlainDisabled(true)
                .extensions(
                    new SimulatorDispatch(byPartner, faults),
                    new Effects(byPartner),
                    new FaultsApi(faults, byPartner.keySet())));
    for (String partner : byPartner.keySet()) {
      server.stubFor(
          any(urlPathMatching("/" + partner + "/.*"))
              .willReturn(aResponse().withTransformers(SimulatorDispatch.NAME)));
    }
    server.start();
  }

  /** The port it listens at. */
  public int port() {
    return server.port();
  }

  /** Where the partner is, without a slash at the end. */
  public String url(String partner) {
    return "http://127.0.0.1:%d/%s".formatted(port(), partner);
  }

  /** For counting what arrived, and for faults that a test puts in front of a partner. */
  public WireMockServer wireMock() {
    return server;
  }

  /** What goes wrong, by switch. */
  public Faults faults() {
    return faults;
  }

  @Override
  public void close() {
    server.stop();
  }

  /** {@code GET /__admin/effects} and {@code GET /__admin/breaches}. */
  private record Effects(Map<String, Simulator> simulators) implements AdminApiExtension {
    @Override
    public String getName() {
      return "effects";
    }

    @Override
    public void contributeAdminApiRoutes(Router router) {
      router.add(
          RequestMethod.GET,
          "/effects",
          (admin, event, parameters) -> {
            Map<String, Map<String, Long>> effects = new TreeMap<>();
            simulators.forEach(
                (partner, simulator) -> effects.put(partner, new TreeMap<>(simulator.effects())));
            return ResponseDefinitionBuilder.jsonResponse(effects);
          });
      router.add(
          RequestMethod.GET,
          "/breaches",
          (admin, event, parameters) -> {
            Map<String, List<String>> breaches = new TreeMap<>();
            simulators.forEach((partner, one) -> breaches.put(partner, one.breachesSeen()));
            return ResponseDefinitionBuilder.jsonResponse(breaches);
          });
    }
  }
}
