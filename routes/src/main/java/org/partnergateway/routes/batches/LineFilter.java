package org.partnergateway.routes.batches;

import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.batches.Batch;
import org.partnergateway.routes.store.batches.BatchErrors;

/** Which lines of the content are the batch's; asked in the order of the file, by one thread. */
interface LineFilter {
  boolean wants(long line);

  /** All, or those that failed in the batch which this one runs again. */
  static LineFilter of(Batch batch, BatchErrors errors) {
    String parent = batch.rerunOf();
    return parent == null ? line -> true : new Failed(parent, batch.progress().line(), errors);
  }

  /** Reads them some at a time. */
  final class Failed implements LineFilter {
    private static final int AT_ONCE = 5000;

    private final String parent;
    private final BatchErrors errors;
    private long @Nullable [] lines;
    private int at;
    private long last;

    Failed(String parent, long after, BatchErrors errors) {
      this.parent = parent;
      this.last = after;
      this.errors = errors;
    }

    @Override
    public boolean wants(long line) {
      while (true) {
        if (lines == null || (at == lines.length && lines.length == AT_ONCE)) {
          lines = errors.linesAfter(parent, last, AT_ONCE);
          at = 0;
        }
        if (at == lines.length) {
          return false;
        }
        last = lines[at];
        if (last >= line) {
          return last == line;
        }
        at++;
      }
    }
  }
}
