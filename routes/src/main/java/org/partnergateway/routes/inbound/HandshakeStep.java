package org.partnergateway.routes.inbound;

import java.util.List;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.HttpInput;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;

/** {@code gateway:handshake/<partner>/<message>}: answers a partner's challenge. Stores nothing. */
public final class HandshakeStep implements StepFactory {
  private static final int LONGEST = 256;

  private final InboundWebhooks webhooks;

  public HandshakeStep(InboundWebhooks webhooks) {
    this.webhooks = webhooks;
  }

  @Override
  public String name() {
    return "handshake";
  }

  @Override
  public Step create(List<String> arguments) {
    InboundWebhook webhook = webhooks.get(arguments.getFirst(), arguments.getLast());
    Handshake handshake = webhook.handshake();
    if (handshake == null) {
      throw new IllegalArgumentException(
          "%s asks for no handshake for '%s'".formatted(webhook.partner(), webhook.message()));
    }
    return exchange -> {
      String challenge = challenge(handshake.parameter(), HttpInput.of(exchange));
      exchange
          .getMessage()
          .setBody(
              Answer.json(
                  200,
                  StrictJson.write(
                      StrictJson.nodes()
                          .objectNode()
                          .put(handshake.member(), handshake.answer(challenge)))));
    };
  }

  private static String challenge(String parameter, HttpInput input) {
    List<String> values = input.query().getOrDefault(parameter, List.of());
    if (values.size() != 1) {
      throw invalid(parameter, "must be there once");
    }
    String value = values.getFirst();
    if (value.isEmpty() || value.length() > LONGEST) {
      throw invalid(parameter, "must have 1 to " + LONGEST + " characters");
    }
    return value;
  }

  private static ProblemException invalid(String parameter, String why) {
    return Problem.of(ProblemType.INVALID_PARAMETER, "The challenge can't be answered.")
        .withErrors(List.of(new Violation("/query/" + parameter, "challenge", why)))
        .exception();
  }
}
