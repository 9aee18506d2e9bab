package org.partnergateway.routes.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.as2.As2Party;
import org.partnergateway.adapters.as2.As2Receipt;
import org.partnergateway.routes.store.files.FileDirection;
import org.partnergateway.routes.store.files.FileStatus;
import org.partnergateway.routes.store.files.PartnerFiles;
import org.partnergateway.routes.store.files.StoredFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** What partners' receipts make of the files that they are for. */
public final class As2Receipts {
  private static final Logger LOG = LoggerFactory.getLogger(As2Receipts.class);
  private static final String MICS = "mics";

  private final PartnerFiles files;
  private final TransactionTemplate transactions;

  public As2Receipts(PartnerFiles files, TransactionTemplate transactions) {
    this.files = files;
    this.transactions = transactions;
  }

  /** The id that a file is sent under, whenever it is sent. */
  static String messageId(StoredFile file, As2Party party) {
    return "<%s@%s>".formatted(file.id(), party.ourId().replaceAll("[^A-Za-z0-9.-]", "-"));
  }

  /** What the receipt will have to say, in the store before the file is sent. */
  void expect(StoredFile file, List<String> mics) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    mics.forEach(state.putArray(MICS)::add);
    files.remember(file.id(), state);
  }

  /** Why the partner doesn't have the file; null when it has. */
  static @Nullable String problem(As2Receipt receipt, List<String> mics) {
    if (!receipt.isProcessed()) {
      return "The partner answers %s. %s".formatted(receipt.disposition(), receipt.text()).strip();
    }
    return receipt.confirms(mics)
        ? null
        : "The partner has received other content than was sent: its receipt says %s, and it should say %s."
            .formatted(receipt.mic(), mics.getFirst());
  }

  /** Takes a receipt that came by itself. */
  void settle(As2Receipt receipt, As2Party party) {
    transactions.executeWithoutResult(status -> settleHeld(receipt, party));
  }

  private void settleHeld(As2Receipt receipt, As2Party party) {
    String id = receipt.originalMessageId().replaceAll("^<|@.*$", "");
    // While it is being sent nobody holds it, so that the receipt may be faster than the answer.
    Optional<StoredFile> file =
        files
            .find(id)
            .filter(found -> found.direction() == FileDirection.OUT)
            .filter(found -> found.partner().equals(party.channel().partner().id()))
            .filter(found -> found.channel().equals(party.channel().name()))
            .filter(found -> messageId(found, party).equals(receipt.originalMessageId()));
    if (file.isEmpty()) {
      LOG.warn(
          "{} sent a receipt for {}, which was never sent",
          party.channel().fullName(),
          receipt.originalMessageId());
      return;
    }
    JsonNode state = file.get().carrierState();
    if (file.get().status() == FileStatus.CARRIED || state == null) {
      return;
    }
    List<String> mics = new ArrayList<>();
    state.path(MICS).forEach(mic -> mics.add(mic.asText()));
    if (mics.isEmpty()) {
      return;
    }
    String problem = problem(receipt, mics);
    files.settle(
        file.get().id(), problem == null ? FileStatus.CARRIED : FileStatus.FAILED, problem);
  }
}
