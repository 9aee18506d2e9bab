package org.partnergateway.routes.questions;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.definitions.GatewayMappings;
import org.partnergateway.routes.ledger.DocumentSchemas;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.operations.OperationService;
import org.partnergateway.routes.operations.SureTransaction;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.operations.Operations;
import org.partnergateway.routes.store.questions.OrderDrafts;
import org.partnergateway.routes.store.questions.Questions;

/** Puts together what answers questions that change something. */
public final class QuestionParts {
  private final Questions questions;
  private final OrderDrafts drafts;
  private final PaidQuestions paid;
  private final KeyedQuestions keyed;
  private final InstantSource clock;

  private QuestionParts(
      Questions questions,
      OrderDrafts drafts,
      PaidQuestions paid,
      KeyedQuestions keyed,
      InstantSource clock) {
    this.questions = questions;
    this.drafts = drafts;
    this.paid = paid;
    this.keyed = keyed;
    this.clock = clock;
  }

  /** Of the parts of the gateway. */
  public static QuestionParts of(
      Definitions definitions,
      GatewayMappings mappings,
      Questions questions,
      OrderDrafts drafts,
      Services services,
      QuestionAnswers answers,
      OperationService service,
      Operations operations,
      PartnerRegistry partners,
      Ledger ledger,
      LedgerWriter writer,
      SureTransaction transactions,
      Ids ids,
      InstantSource clock) {
    AnswerKeeper keeper = new AnswerKeeper(questions, answers, transactions);
    PaidOrders orders =
        new PaidOrders(
            mappings,
            new DocumentSchemas(definitions.schemas()).of("order"),
            drafts,
            ledger,
            writer,
            questions,
            transactions,
            ids,
            clock);
    DelegatedPayments payments =
        new DelegatedPayments(service, operations, definitions.operations(), partners, ledger);
    PaidQuestions paid =
        new PaidQuestions(new PaidSteps(services, payments, orders, keeper), keeper, clock);
    return new QuestionParts(
        questions, drafts, paid, new KeyedQuestions(questions, services, keeper, paid, ids), clock);
  }

  public KeyedQuestions keyed() {
    return keyed;
  }

  /**
   * @param keepFor how long an answer is given again
   */
  public QuestionRecovery recovery(QuestionRegistry registry, Executor executor, Duration keepFor) {
    return new QuestionRecovery(questions, drafts, registry, paid, executor, keepFor, clock);
  }
}
