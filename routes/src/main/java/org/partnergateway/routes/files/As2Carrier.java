package org.partnergateway.routes.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.as2.As2Link;
import org.partnergateway.adapters.as2.As2Outgoing;
import org.partnergateway.adapters.as2.As2Party;
import org.partnergateway.adapters.as2.As2Reader;
import org.partnergateway.adapters.as2.As2Receipt;
import org.partnergateway.adapters.as2.As2RefusedException;
import org.partnergateway.adapters.as2.As2Writer;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.RefusedException;
import org.partnergateway.adapters.transport.HttpAnswer;
import org.partnergateway.adapters.transport.TransportException;
import org.partnergateway.routes.store.files.FileChunks;
import org.partnergateway.routes.store.files.StoredFile;

/**
 * Sends files by AS2. Only a receipt with the partner's signature says that a file has arrived;
 * without one it is sent again under the same id, which the partner knows it by.
 */
final class As2Carrier implements FileCarrier {
  private static final int OK = 200;
  private static final int NO_MORE_OK = 300;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int SERVER_ERROR = 500;

  private final As2Link link;
  private final As2Receipts receipts;
  private final FileChunks chunks;
  private final InstantSource clock;

  As2Carrier(As2Link link, As2Receipts receipts, FileChunks chunks, InstantSource clock) {
    this.link = link;
    this.receipts = receipts;
    this.chunks = chunks;
    this.clock = clock;
  }

  @Override
  public Carriage carry(StoredFile file)
      throws RefusedException, NotCarriedException, InterruptedException {
    As2Party party = link.party();
    As2Outgoing message = message(file, party);
    receipts.expect(file, message.mics());
    HttpAnswer answer = post(message, party);
    if (answer.status() < OK || answer.status() >= NO_MORE_OK) {
      throw notTaken(answer.status());
    }
    if (party.receiptUrl() != null) {
      return Carriage.AWAITED;
    }
    String problem = problem(answer, file, message.mics(), party);
    if (problem != null) {
      throw new NotCarriedException(Failure.DECLINED, true, problem);
    }
    return Carriage.DONE;
  }

  private As2Outgoing message(StoredFile file, As2Party party) throws NotCarriedException {
    if (file.size() > IncomingFile.LARGEST_IN_MEMORY) {
      throw new NotCarriedException(
          Failure.INVALID_REQUEST,
          true,
          "It has %d bytes; by AS2 %d can be sent."
              .formatted(file.size(), IncomingFile.LARGEST_IN_MEMORY));
    }
    byte[] content;
    try (InputStream in = chunks.open(file.id())) {
      content = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return As2Writer.message(
            party,
            As2Receipts.messageId(file, party),
            file.name(),
            file.mediaType(),
            content,
            clock.instant())
        .orElseThrow(
            () ->
                new NotCarriedException(
                    Failure.UNAUTHORIZED,
                    false,
                    "None of the partner's certificates is valid now; ask it for the next one."));
  }

  private HttpAnswer post(As2Outgoing message, As2Party party)
      throws RefusedException, NotCarriedException, InterruptedException {
    try {
      return link.post(party.url(), message.headers(), message.body());
    } catch (TransportException e) {
      if (e.reason() == TransportException.Reason.INTERRUPTED) {
        throw new InterruptedException();
      }
      throw new NotCarriedException(
          e.maybeSent() ? Failure.OUTCOME_UNKNOWN : Failure.UNAVAILABLE,
          false,
          String.valueOf(e.getMessage()));
    }
  }

  private static NotCarriedException notTaken(int status) {
    Failure failure =
        status == UNAUTHORIZED || status == FORBIDDEN
            ? Failure.UNAUTHORIZED
            : status >= SERVER_ERROR ? Failure.UNAVAILABLE : Failure.INVALID_REQUEST;
    return new NotCarriedException(
        failure, false, "The partner answers %d and no receipt.".formatted(status));
  }

  private @Nullable String problem(
      HttpAnswer answer, StoredFile file, List<String> mics, As2Party party)
      throws NotCarriedException {
    try {
      As2Receipt receipt =
          As2Reader.receipt(party, answer.headers(), answer.body(), clock.instant());
      if (!receipt.originalMessageId().equals(As2Receipts.messageId(file, party))) {
        throw new As2RefusedException(
            As2RefusedException.Reason.UNEXPECTED, "It is for another message.");
      }
      return As2Receipts.problem(receipt, mics);
    } catch (As2RefusedException e) {
      throw new NotCarriedException(
          Failure.OUTCOME_UNKNOWN,
          false,
          "Whether it has arrived is not known, since there is no receipt that can be believed: "
              + e.detail());
    }
  }
}
