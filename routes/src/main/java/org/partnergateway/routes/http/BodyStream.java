package org.partnergateway.routes.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as it comes, for a thread that may block. No more of it is taken from the
 * connection than is read here, but for a little.
 */
public final class BodyStream extends InputStream {
  /** With so many bytes waiting to be read, no more are taken. */
  private static final int ENOUGH = 262_144;

  private final HttpServerRequest request;
  private final Context context;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private byte[] current = new byte[0];
  private int at;
  private int bytesWaiting;
  private boolean begun;
  private boolean ended;
  private boolean paused;
  private @Nullable Throwable broken;

  private BodyStream(HttpServerRequest request, Context context) {
    this.request = request;
    this.context = context;
  }

  /**
   * @param request paused; what isn't read of it when it is answered ends its connection
   */
  static BodyStream of(HttpServerRequest request) {
    Context context = Vertx.currentContext();
    if (context == null) {
      throw new IllegalStateException("a request is served in its context");
    }
    BodyStream stream = new BodyStream(request, context);
    context.runOnContext(
        turn ->
            request
                .response()
                .headersEndHandler(
                    head -> {
                      if (!request.isEnded()) {
                        Unread.closeAfter(request);
                      }
                    }));
    return stream;
  }

  private void begin() {
    begun = true;
    context.runOnContext(
        turn -> {
          request.handler(this::came).endHandler(end -> end()).exceptionHandler(this::broke);
          if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
          }
          request.resume();
        });
  }

  private void came(Buffer buffer) {
    lock.lock();
    try {
      waiting.add(buffer.getBytes());
      bytesWaiting += buffer.length();
      if (bytesWaiting > ENOUGH && !paused) {
        paused = true;
        request.pause();
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void broke(Throwable cause) {
    lock.lock();
    try {
      if (!ended) {
        broken = cause;
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * @throws ProblemException when the rest won't come
   */
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == current.length && !next()) {
      return -1;
    }
    int count = Math.min(length, current.length - at);
    System.arraycopy(current, at, into, offset, count);
    at += count;
    return count;
  }

  private boolean next() throws IOException {
    lock.lock();
    try {
      if (!begun) {
        begin();
      }
      while (waiting.isEmpty() && !ended && broken == null) {
        changed.await();
      }
      byte[] first = waiting.poll();
      if (first != null) {
        current = first;
        at = 0;
        bytesWaiting -= first.length;
        if (paused && bytesWaiting <= ENOUGH / 2) {
          paused = false;
          context.runOnContext(turn -> request.resume());
        }
        return first.length > 0 || next();
      }
      if (broken != null) {
        throw InvalidRequests.problem(broken).exception();
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the body came");
    } finally {
      lock.unlock();
    }
  }
}
