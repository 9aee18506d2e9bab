package org.partnergateway.routes.store;

/** What the cursor's reader has not had yet is not kept any more. */
public final class ExpiredCursor extends IllegalArgumentException {
  public ExpiredCursor(long missed) {
    super(
        ("%d event(s) after this cursor were forgotten for their age. Read the lists of what you"
                + " follow anew, and then the events without a cursor.")
            .formatted(missed));
  }
}
