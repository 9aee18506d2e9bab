package org.partnergateway.routes.admission;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;

/**
 * {@code gateway:admit}: the first step of every route that requests come in by. It takes over the
 * request's place and gives it back when the route has ended and its answer is written; and from
 * here on the thread uses its entrance's share of the store.
 */
public final class AdmitStep implements StepFactory {
  @Override
  public String name() {
    return "admit";
  }

  @Override
  public Step create(List<String> arguments) {
    return AdmitStep::admit;
  }

  private static void admit(Exchange exchange) {
    Ticket ticket = Ticket.current();
    if (ticket == null) {
      return;
    }
    if (!ticket.begin(System.nanoTime())) {
      throw Problem.of(ProblemType.REQUEST_TIMEOUT, "The client has gone.").exception();
    }
    ticket.lane().entrance().share().use();
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                ticket.end(System.nanoTime());
              }
            });
    if (ticket.lane().entrance() != Entrance.UPLOAD) {
      ticket.holdsOnly(exchange.getIn().getBody() instanceof Buffer body ? body.length() : 0);
    }
  }
}
