package org.partnergateway.routes.wiring;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.definitions.RouteLoader;
import org.partnergateway.routes.files.As2Links;
import org.partnergateway.routes.http.TrafficServer;
import org.partnergateway.routes.inbound.InboundWebhook;
import org.partnergateway.routes.inbound.InboundWebhooks;
import org.partnergateway.routes.inbound.InboxDelivery;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.questions.Question;
import org.partnergateway.routes.questions.QuestionRegistry;
import org.partnergateway.routes.steps.DirectRoutes;
import org.partnergateway.routes.steps.GatewayComponent;

/**
 * Makes the routes: one an operation of the canonical API, one a partner's operation, one a
 * partner's message, one a partner's question.
 */
final class GatewayRoutes {
  private static final String API = "api-operation";
  private static final String UPLOAD = "api-upload";
  private static final String OUTBOUND = "outbound-operation";
  private static final String TRANSACTION = "outbound-transaction";
  private static final String WEBHOOK = "inbound-webhook";
  private static final String HANDSHAKE = "inbound-handshake";
  private static final String MESSAGE = "inbound-message";
  private static final String QUESTION = "inbound-question";
  private static final String AS2 = "inbound-as2";

  private final Definitions definitions;
  private final PartnerRegistry partners;
  private final InboundWebhooks webhooks;
  private final QuestionRegistry questions;
  private final As2Links as2;
  private final DirectRoutes direct;
  private final GatewayComponent steps;

  /** Templates of which there is a route, so that Camel has read them. */
  private final Set<String> tried = new HashSet<>();

  GatewayRoutes(
      Definitions definitions,
      PartnerRegistry partners,
      InboundWebhooks webhooks,
      QuestionRegistry questions,
      As2Links as2,
      DirectRoutes direct,
      GatewayComponent steps) {
    this.definitions = definitions;
    this.partners = partners;
    this.webhooks = webhooks;
    this.questions = questions;
    this.as2 = as2;
    this.direct = direct;
    this.steps = steps;
  }

  void addTo(CamelContext camel, TrafficServer server) {
    try {
      camel.addService(server);
      // What fails on a route is dealt with by whoever sent the message down it, and nothing is
      // repeated
      // here: the one retry layer is the partner's client.
      camel.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
      RouteLoader loader =
          new RouteLoader(
              camel,
              Set.of(
                  API, UPLOAD, OUTBOUND, TRANSACTION, WEBHOOK, HANDSHAKE, MESSAGE, QUESTION, AS2),
              definitions.partners().keySet(),
              steps.names());
      loader.load(definitions.tree());
      api(loader);
      outbound(loader);
      inbound(loader);
      asked(loader);
      for (String partner : as2.partners()) {
        loader.route(AS2, partner, "as2-" + partner, Map.of("partner", partner));
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the routes can't be made", e);
    }
  }

  private void api(RouteLoader loader) {
    for (HttpOperation operation : definitions.api().operations()) {
      loader.route(
          operation.isUpload() ? UPLOAD : API,
          "",
          "api-" + operation.id(),
          Map.of(
              "operation", operation.id(),
              "path", operation.pathTemplate(),
              "method", operation.method()));
    }
  }

  private void outbound(RouteLoader loader) {
    for (PartnerOperation operation : partners.operations()) {
      if (operation.definition().byEvents()) {
        continue;
      }
      String name = operation.canonical().name();
      whenNeeded(
          loader,
          operation.routeUri(),
          operation.definition().byFile() ? TRANSACTION : OUTBOUND,
          operation.partner(),
          "outbound-" + operation.partner() + "-" + name,
          Map.of("partner", operation.partner(), "operation", name));
    }
  }

  /**
   * A template's first route is made at once, so that what Camel has against it stops the start;
   * the others when the first message comes for them.
   */
  private void whenNeeded(
      RouteLoader loader,
      String uri,
      String template,
      String partner,
      String id,
      Map<String, String> parameters) {
    if (tried.add(loader.chosen(template, partner))) {
      loader.route(template, partner, id, parameters);
    } else {
      direct.whenNeeded(uri, () -> loader.route(template, partner, id, parameters));
    }
  }

  private void asked(RouteLoader loader) {
    for (Question question : questions.all()) {
      loader.route(
          QUESTION,
          question.partner(),
          "question-" + question.partner() + "-" + question.name(),
          Map.of(
              "partner",
              question.partner(),
              "question",
              question.name(),
              "path",
              question.path(),
              "method",
              question.contract().method()));
    }
  }

  private void inbound(RouteLoader loader) {
    for (InboundWebhook webhook : webhooks.all()) {
      entrance(loader, WEBHOOK, "webhook-", webhook);
      if (webhook.handshake() != null) {
        entrance(loader, HANDSHAKE, "handshake-", webhook);
      }
    }
    for (Partner partner : partners.all()) {
      for (String message : partner.definition().messages().keySet()) {
        whenNeeded(
            loader,
            InboxDelivery.route(partner.id(), message),
            MESSAGE,
            partner.id(),
            "inbound-" + partner.id() + "-" + message,
            Map.of("partner", partner.id(), "message", message));
      }
    }
  }

  private static void entrance(
      RouteLoader loader, String template, String prefix, InboundWebhook webhook) {
    loader.route(
        template,
        webhook.partner(),
        prefix + webhook.partner() + "-" + webhook.message(),
        Map.of("partner", webhook.partner(), "message", webhook.message(), "path", webhook.path()));
  }
}
