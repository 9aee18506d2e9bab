package org.partnergateway.routes.webhooks;

import org.partnergateway.routes.store.webhooks.SealedColumns;
import org.partnergateway.routes.store.webhooks.SealedColumns.Sealed;
import org.partnergateway.routes.webhooks.SecretBox.CannotOpen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals by the first key what another has sealed, so that the operator can do without that one. */
final class Resealing implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Resealing.class);
  private static final int AT_ONCE = 500;

  private final SealedColumns columns;
  private final SecretBox box;

  Resealing(SealedColumns columns, SecretBox box) {
    this.columns = columns;
    this.box = box;
  }

  @Override
  public void run() {
    if (!box.hasKey()) {
      return;
    }
    int changed = 0;
    int left = 0;
    for (Sealed sealed : columns.notBy(box.mark(), AT_ONCE)) {
      String purpose = EndpointSecrets.purpose(sealed.endpoint(), sealed.what());
      try {
        columns.replace(sealed, box.seal(purpose, box.open(purpose, sealed.bytes())));
        changed++;
      } catch (CannotOpen e) {
        left++;
      }
    }
    if (changed > 0) {
      LOG.info("{} webhook secrets are sealed by the first key now", changed);
    }
    if (left > 0) {
      LOG.warn("{} webhook secrets can't be opened by gateway.webhooks.encryption-keys", left);
    }
  }
}
