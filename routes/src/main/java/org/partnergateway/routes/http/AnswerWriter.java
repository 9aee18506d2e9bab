package org.partnergateway.routes.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes answers that come bit by bit, behind the route and before Camel, which would collect 8 kB
 * of a stream before it sent any, and read on for ever when the client has gone.
 */
final class AnswerWriter implements Processor {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerWriter.class);

  private final Processor route;
  private final HeaderFilterStrategy firewall;

  AnswerWriter(Processor route, HeaderFilterStrategy firewall) {
    this.route = route;
    this.firewall = firewall;
  }

  /** The answer is written; thrown so that Camel doesn't write it once more. */
  static final class Written extends Exception {
    private static final long serialVersionUID = 1;

    Written() {
      super("the answer is written", null, false, false);
    }
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    HttpServerResponse response = exchange.getIn(HttpMessage.class).getResponse();
    route.process(exchange);
    Message message = exchange.getMessage();
    if (message.getBody() instanceof AnswerStream stream) {
      head(message, response);
      write(stream, response);
      throw new Written();
    }
  }

  private void head(Message message, HttpServerResponse response) {
    response.setStatusCode(message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class));
    message
        .getHeaders()
        .forEach(
            (name, value) -> {
              if (!firewall.applyFilterToCamelHeaders(name, value, message.getExchange())) {
                response.putHeader(name, String.valueOf(value));
              }
            });
    response.putHeader("Content-Type", message.getHeader(Exchange.CONTENT_TYPE, String.class));
    response.setChunked(true);
  }

  private static void write(AnswerStream stream, HttpServerResponse response) {
    try {
      stream.write(bytes -> write(bytes, response));
      response.end();
    } catch (IOException e) {
      LOG.debug("a client left its stream", e);
      response.reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      response.reset();
    } catch (Exception e) {
      LOG.error("a streamed answer was broken off", e);
      response.reset();
    }
  }

  private static void write(byte[] bytes, HttpServerResponse response)
      throws IOException, InterruptedException {
    if (response.closed()) {
      throw new IOException("the client has gone");
    }
    try {
      response.write(Buffer.buffer(bytes)).toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException | IllegalStateException e) {
      throw new IOException("the client has gone", e);
    }
  }
}
