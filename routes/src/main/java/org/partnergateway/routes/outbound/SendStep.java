package org.partnergateway.routes.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.partnergateway.adapters.client.AnswerReader;
import org.partnergateway.adapters.client.PartnerCall;
import org.partnergateway.adapters.client.PartnerOutcome;
import org.partnergateway.adapters.failure.Effect;
import org.partnergateway.contracts.http.RequestParts;
import org.partnergateway.transformations.formats.WireFormat;

/** {@code gateway:send}: asks the partner, under its policy. */
public final class SendStep extends OutboundStep {
  private static final byte[] NO_BODY = new byte[0];

  public SendStep(PartnerRegistry partners) {
    super("send", partners);
  }

  @Override
  void process(PartnerOperation operation, OutboundCall call) {
    PartnerOutcome outcome = operation.client().call(partnerCall(operation, call));
    if (outcome instanceof PartnerOutcome.Answered answered) {
      call.answer(answered);
    } else if (outcome instanceof PartnerOutcome.Failed failed) {
      call.fail(OutboundFailure.of(failed));
    }
  }

  private static PartnerCall partnerCall(PartnerOperation operation, OutboundCall call) {
    RequestParts request = call.request();
    JsonNode body = request.body();
    WireFormat format = operation.requestFormat();
    byte[] bytes = body == null || format == null ? NO_BODY : format.write(body);
    return new PartnerCall(
        operation.canonical().name(),
        operation.contract().method(),
        operation.contract().expandPath(texts(request.path())) + query(request.query()),
        texts(request.headers()),
        bytes,
        bytes.length == 0 ? null : operation.contract().requestMediaType(),
        operation.canonical().isRead() ? Effect.READ : Effect.WRITE,
        call.idempotencyKey(),
        null,
        call.deadline(),
        AnswerReader.JSON,
        call.lane());
  }

  private static Map<String, String> texts(JsonNode parts) {
    Map<String, String> texts = new HashMap<>();
    parts.properties().forEach(part -> texts.put(part.getKey(), part.getValue().asText()));
    return texts;
  }

  private static String query(JsonNode query) {
    if (query.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, JsonNode> parameter : query.properties()) {
      if (parameter.getValue().isArray()) {
        parameter.getValue().forEach(value -> append(text, parameter.getKey(), value));
      } else {
        append(text, parameter.getKey(), parameter.getValue());
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String name, JsonNode value) {
    text.append(text.isEmpty() ? '?' : '&')
        .append(encode(name))
        .append('=')
        .append(encode(value.asText()));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
