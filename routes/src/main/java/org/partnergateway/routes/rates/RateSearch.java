package org.partnergateway.routes.rates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.Time;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.operations.CapabilityCheck;
import org.partnergateway.routes.operations.Context;
import org.partnergateway.routes.operations.Failures;
import org.partnergateway.routes.operations.LookUps;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks carriers for rates, all at once and until one deadline. What one of them can't answer, or
 * not in time, is a note beside the others' rates.
 */
public final class RateSearch {
  private static final Logger LOG = LoggerFactory.getLogger(RateSearch.class);

  /** A call that ends by its deadline says so in its own words, if it is given a moment more. */
  private static final Duration MOMENT = Duration.ofMillis(250);

  private final LookUps lookUps;
  private final CapabilityCheck capabilities;
  private final ExecutorService executor;

  /**
   * @param executor has a thread for everyone
   */
  public RateSearch(LookUps lookUps, CapabilityCheck capabilities, ExecutorService executor) {
    this.lookUps = lookUps;
    this.capabilities = capabilities;
    this.executor = executor;
  }

  private record Asked(PartnerOperation carrier, Future<JsonNode> answer) {}

  /**
   * @param body what is asked, whichever carriers it names
   * @param patience after which nobody waits any more, and every call has an end
   */
  public FoundRates search(
      List<PartnerOperation> carriers, ObjectNode body, Context context, Duration patience)
      throws InterruptedException {
    Deadline deadline = Deadline.in(patience.plus(MOMENT));
    List<Asked> asked = new ArrayList<>();
    for (PartnerOperation carrier : carriers) {
      ObjectNode question = body.deepCopy();
      question.remove("carriers");
      question.put("carrier", carrier.partner());
      asked.add(
          new Asked(carrier, executor.submit(() -> ask(carrier, question, context, patience))));
    }
    List<JsonNode> rates = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    int answered = 0;
    for (Asked one : asked) {
      try {
        JsonNode answer =
            one.answer.get(Math.max(0, deadline.remainingNanos(Time.SYSTEM)), TimeUnit.NANOSECONDS);
        OneCurrency kept = oneCurrency(one.carrier, answer);
        rates.addAll(kept.rates());
        answered++;
        if (kept.leftOut() != null) {
          problems.add(kept.leftOut());
        }
      } catch (TimeoutException e) {
        problems.add(late(one.carrier, patience));
      } catch (ExecutionException e) {
        Problem problem = problem(one.carrier, e.getCause() == null ? e : e.getCause());
        answered += problem.type() == ProblemType.PARTNER_DECLINED ? 1 : 0;
        problems.add(problem);
      } catch (ProblemException e) {
        problems.add(e.problem());
      }
    }
    return new FoundRates(rates, problems, answered);
  }

  private JsonNode ask(
      PartnerOperation carrier, ObjectNode question, Context context, Duration patience) {
    capabilities.check(carrier, question, context);
    return lookUps.ask(carrier, question, context, patience);
  }

  private static OneCurrency oneCurrency(PartnerOperation carrier, JsonNode answer) {
    List<Violation> violations = carrier.canonical().result().check(answer);
    if (!violations.isEmpty()) {
      throw Failures.problem(
              carrier.partner(),
              null,
              OutboundFailure.of(
                  Failure.CONTRACT_VIOLATION,
                  "%s answered what makes no valid answer of ours.".formatted(carrier.partner()),
                  violations))
          .exception();
    }
    JsonNode billed = carrier.settings().path("currency");
    String currency = billed.asText("").isEmpty() ? null : billed.asText();
    return OneCurrency.of(carrier.partner(), currency, answer.path("rates"));
  }

  private static Problem late(PartnerOperation carrier, Duration patience) {
    return Failures.problem(
        carrier.partner(),
        null,
        OutboundFailure.of(
            Failure.UNAVAILABLE,
            "%s did not answer within %s s."
                .formatted(
                    carrier.partner(),
                    BigDecimal.valueOf(patience.toMillis(), 3)
                        .stripTrailingZeros()
                        .toPlainString())));
  }

  private static Problem problem(PartnerOperation carrier, Throwable cause) {
    if (cause instanceof ProblemException told) {
      return told.problem();
    }
    LOG.error("A question of rates to {} broke", carrier.partner(), cause);
    return Problem.of(
            ProblemType.INTERNAL_ERROR,
            "The gateway failed on the question to %s, and its log says why."
                .formatted(carrier.partner()))
        .with("partner", carrier.partner());
  }
}
