package org.partnergateway.routes.outbound;

import org.partnergateway.adapters.client.AnswerReader;
import org.partnergateway.adapters.client.PackedReader;
import org.partnergateway.adapters.client.PartnerCall;
import org.partnergateway.adapters.client.PartnerOutcome;
import org.partnergateway.adapters.failure.Effect;
import org.partnergateway.routes.store.operations.SentRequest;

/** {@code gateway:send}: asks the partner, under its policy, once its record says so. */
public final class SendStep extends OutboundStep {
  public SendStep(PartnerRegistry partners) {
    super("send", partners);
  }

  @Override
  void process(PartnerOperation operation, OutboundCall call) {
    SentRequest repeat = call.repeated();
    SentRequest request =
        repeat == null ? WireRequests.write(operation, call.request(), call.link()) : repeat;
    if (!call.permitted(CredentialMask.of(operation).hide(request))) {
      return;
    }
    PartnerOutcome outcome = operation.client().call(partnerCall(operation, call, request));
    call.requestsMade(outcome.attempts());
    if (outcome instanceof PartnerOutcome.Answered answered) {
      call.answer(answered);
    } else if (outcome instanceof PartnerOutcome.Failed failed) {
      call.fail(OutboundFailure.of(failed, operation.definition().idempotencyKey()));
    }
  }

  private static PartnerCall partnerCall(
      PartnerOperation operation, OutboundCall call, SentRequest request) {
    return new PartnerCall(
        operation.canonical().name(),
        request.method(),
        request.target(),
        request.headers(),
        request.body(),
        request.mediaType(),
        operation.canonical().isRead() ? Effect.READ : Effect.WRITE,
        call.idempotencyKey(),
        null,
        call.deadline(),
        reader(operation),
        call.lane());
  }

  private static AnswerReader reader(PartnerOperation operation) {
    AnswerReader reader = AnswerReader.of(operation.contract());
    return operation.definition().besides().unpacks() ? new PackedReader(reader) : reader;
  }
}
