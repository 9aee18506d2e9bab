package org.partnergateway.tests.benchmark.load;

import java.nio.ByteBuffer;

/** What one connection sends. */
interface Requests {
  /** The next request, whole, ready to be written; valid until the next call. */
  ByteBuffer next();
}
