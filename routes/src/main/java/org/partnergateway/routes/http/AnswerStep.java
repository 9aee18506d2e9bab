package org.partnergateway.routes.http;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;

/**
 * {@code gateway:answer}: turns the {@link Answer} in the body into the HTTP answer, and nothing
 * else with it.
 */
public final class AnswerStep implements StepFactory {
  @Override
  public String name() {
    return "answer";
  }

  @Override
  public Step create(List<String> arguments) {
    return exchange -> write(exchange, exchange.getMessage().getBody(Answer.class));
  }

  static void write(Exchange exchange, Answer answer) {
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    answer.headers().forEach(message::setHeader);
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
    if (answer.mediaType() != null) {
      message.setHeader(Exchange.CONTENT_TYPE, answer.mediaType());
    }
    // Not the array itself, which Camel would pump through a stream.
    message.setBody(ByteBuffer.wrap(answer.body()));
  }
}
