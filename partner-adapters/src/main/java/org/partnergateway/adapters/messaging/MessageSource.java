package org.partnergateway.adapters.messaging;

import java.time.Duration;
import java.util.List;

/**
 * A queue or a stream. At least once: what is not acknowledged comes again. For one thread; told to
 * stop by interruption.
 */
public interface MessageSource extends AutoCloseable {
  /**
   * Receives what is there, or waits for it.
   *
   * @param wait for how long at most
   * @return as many as come together; empty when nothing came
   * @throws SourceAwayException when the source can't be asked now
   */
  List<ReadMessage> receive(Duration wait) throws SourceAwayException, InterruptedException;

  /**
   * Says that these are kept, so that they don't come again; all that came with them and before
   * must be among them or acknowledged.
   *
   * @throws SourceAwayException when that isn't sure; then they may come again
   */
  void acknowledge(List<ReadMessage> messages) throws SourceAwayException, InterruptedException;

  /**
   * Gives back what could not be kept, so that it comes again soon. Where that fails it comes again
   * later.
   */
  void giveBack(List<ReadMessage> messages) throws InterruptedException;

  /** By the thread that reads. */
  @Override
  void close();
}
