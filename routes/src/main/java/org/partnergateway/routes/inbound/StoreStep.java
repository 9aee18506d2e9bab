package org.partnergateway.routes.inbound;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;
import org.partnergateway.routes.store.inbox.InboundMessage;
import org.partnergateway.routes.store.inbox.Inbox;
import org.partnergateway.routes.store.inbox.InboxFull;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code gateway:store/<partner>/<message>}: commits the message to the inbox; only then is it
 * acknowledged, in the partner's own way.
 */
public final class StoreStep implements StepFactory {
  private static final Logger LOG = LoggerFactory.getLogger(StoreStep.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final InboundWebhooks webhooks;
  private final Inbox inbox;
  private final InboxWorker worker;

  public StoreStep(InboundWebhooks webhooks, Inbox inbox, InboxWorker worker) {
    this.webhooks = webhooks;
    this.inbox = inbox;
    this.worker = worker;
  }

  @Override
  public String name() {
    return "store";
  }

  @Override
  public Step create(List<String> arguments) {
    Answer acknowledgement =
        webhooks.get(arguments.getFirst(), arguments.getLast()).acknowledgement();
    return exchange -> {
      store(exchange.getMessage().getBody(InboundMessage.class));
      exchange.getMessage().setBody(acknowledgement);
    };
  }

  private void store(InboundMessage message) throws InterruptedException {
    try {
      inbox.store(message).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      worker.wake();
    } catch (InboxFull e) {
      throw notStored("More messages arrive than can be stored.");
    } catch (TimeoutException e) {
      throw notStored("The message could not be stored in time.");
    } catch (ExecutionException e) {
      LOG.error("A message of {} could not be stored", message.partner(), e.getCause());
      throw notStored("The message could not be stored.");
    }
  }

  private static ProblemException notStored(String why) {
    return Problem.of(ProblemType.OVERLOADED, why + " It is not acknowledged; send it again.")
        .withRetryAfter(Duration.ofSeconds(1))
        .exception();
  }
}
