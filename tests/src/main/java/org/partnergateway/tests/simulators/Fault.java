package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.xml.XmlBody;
import org.partnergateway.transformations.formats.WireFormat;
import org.partnergateway.transformations.formats.WireFormats;

/**
 * One thing that goes wrong at a simulated partner.
 *
 * @param latency how long the answer takes
 * @param refuse the partner's own refusal, by reason; null for none
 * @param error a status without a body, as machines in front of partners answer; 0 for none
 * @param cut whether the connection is reset instead of an answer
 * @param after whether error and cut come when the request has taken effect, and not before
 * @param drift changes of good answers
 */
public record Fault(
    Duration latency,
    @Nullable JsonNode refuse,
    int error,
    boolean cut,
    boolean after,
    List<Drift> drift) {
  /** Copies the list. */
  public Fault {
    drift = List.copyOf(drift);
  }

  SimulatedAnswer answer(Simulator simulator, SimulatedRequest request) {
    if (refuse != null) {
      return simulator.refusal(request, refuse);
    }
    boolean broken = error != 0 || cut;
    if (broken && !after) {
      return instead();
    }
    SimulatedAnswer answer = simulator.answer(request);
    return broken ? instead() : drifted(simulator, request, answer);
  }

  private SimulatedAnswer instead() {
    return new SimulatedAnswer(error == 0 ? 500 : error, Map.of(), new byte[0]);
  }

  private SimulatedAnswer drifted(
      Simulator simulator, SimulatedRequest request, SimulatedAnswer answer) {
    String type = answer.headers().get("Content-Type");
    if (drift.isEmpty() || answer.status() / 100 != 2 || answer.body().length == 0) {
      return answer;
    }
    XmlBody xml = type == null ? null : simulator.xml(request, answer.status(), type);
    if (xml != null) {
      byte[] written = xml.writeWithOthers(drifted(xml.read(answer.body())));
      return new SimulatedAnswer(answer.status(), answer.headers(), written);
    }
    Optional<WireFormat> format = type == null ? Optional.empty() : WireFormats.find(type);
    if (format.isEmpty()) {
      throw new IllegalStateException("An answer of " + type + " can't drift");
    }
    byte[] written = format.get().write(drifted(format.get().read(answer.body())));
    return new SimulatedAnswer(answer.status(), answer.headers(), written);
  }

  private JsonNode drifted(JsonNode body) {
    JsonNode changed = body;
    for (Drift change : drift) {
      changed = change.of(changed);
    }
    return changed;
  }

  Response.Builder inFrontOf(Response.Builder response) {
    response.incrementInitialDelay(latency.toMillis());
    return cut
        ? response.fault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER)
        : response;
  }
}
