package org.partnergateway.routes.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;

/**
 * {@code gateway:answer}: turns the {@link Answer} in the body into the HTTP answer, and nothing
 * else with it.
 */
public final class AnswerStep implements StepFactory {
  private static final String HEADERS = "gatewayAnswerHeaders";

  @Override
  public String name() {
    return "answer";
  }

  @Override
  public Step create(List<String> arguments) {
    return exchange -> write(exchange, exchange.getMessage().getBody(Answer.class));
  }

  /** Headers that this exchange's answer will have, whatever it is. */
  public static void addHeaders(Exchange exchange, Map<String, String> headers) {
    exchange.setProperty(HEADERS, headers);
  }

  /** Makes it the HTTP answer. */
  public static void write(Exchange exchange, Answer answer) {
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    if (exchange.getProperty(HEADERS) instanceof Map<?, ?> headers) {
      headers.forEach((name, value) -> message.setHeader((String) name, value));
    }
    answer.headers().forEach(message::setHeader);
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
    if (answer.mediaType() != null) {
      message.setHeader(Exchange.CONTENT_TYPE, answer.mediaType());
    }
    if (answer.stream() != null) {
      message.setBody(answer.stream());
      return;
    }
    // Not the array itself, which Camel would pump through a stream.
    message.setBody(ByteBuffer.wrap(answer.body()));
  }
}
