package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.operations.NewOperation;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.Operations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a partner's adapter file says comes {@code then}: asked for in the transaction of what it
 * follows, so that it is asked for once and never forgotten. {@link OperationRecovery} picks it up.
 */
public final class FollowUps {
  private static final Logger LOG = LoggerFactory.getLogger(FollowUps.class);

  /** Who asks for what the gateway asks by itself; with a space, so that no client is called so. */
  static final String CALLER = "gateway itself";

  private final Operations operations;
  private final Ids ids;

  public FollowUps(Operations operations, Ids ids) {
    this.operations = operations;
    this.ids = ids;
  }

  static boolean isOurs(NewOperation asked) {
    return asked.caller().equals(CALLER);
  }

  void ask(Operation done, PartnerOperation partner) {
    for (String then : partner.definition().then()) {
      String key = done.asked().id() + "/" + then;
      NewOperation asked = done.asked();
      ask(
          then,
          key,
          StrictJson.nodes().objectNode(),
          asked.partner(),
          asked.resourceKind(),
          asked.resourceId(),
          asked.orderId());
    }
  }

  /**
   * Fetches the papers that an answer names by link, each once, however often it is named. Nothing
   * that is wrong with a link undoes what the answer says is done.
   *
   * @param answer of the partner's operation, in canonical form
   * @param ownerKind whose papers they are: a shipment's or a manifest's
   */
  void fetch(
      PartnerOperation partner,
      ObjectNode answer,
      String ownerKind,
      String ownerId,
      @Nullable String orderId) {
    String fetch = partner.definition().besides().documents();
    for (ObjectNode paper : PaperKeeper.linked(ownerKind, answer)) {
      if (fetch == null) {
        LOG.error(
            "{} names a paper of {} by link; its adapter file must say by documents what fetches"
                + " it",
            partner.partner(),
            ownerId);
      } else {
        byte[] link = StrictJson.write(paper);
        String key = ownerId + "/" + fetch + "/" + UUID.nameUUIDFromBytes(link);
        ask(fetch, key, paper, partner.partner(), ownerKind, ownerId, orderId);
      }
    }
  }

  private void ask(
      String kind,
      String key,
      ObjectNode request,
      String partner,
      @Nullable String resourceKind,
      @Nullable String resourceId,
      @Nullable String orderId) {
    String id = ids.next("op");
    operations.accept(
        new NewOperation(
            id,
            kind,
            partner,
            CALLER,
            key,
            Fingerprint.of(kind, new byte[0]),
            References.of(id),
            request,
            true,
            resourceKind,
            resourceId,
            orderId),
        Duration.ZERO);
  }
}
