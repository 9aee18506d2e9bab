package org.partnergateway.tests.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.partnergateway.tests.faults.Fault.Way;

/** One connection through the proxy, and what becomes of it. */
final class FaultyConnection {
  private static final int PIECE = 16_384;

  private final Socket near;
  private final InetSocketAddress farEnd;
  private final Fault fault;
  private final Executor threads;
  private final List<Socket> sockets = new ArrayList<>();
  private boolean over;

  FaultyConnection(Socket near, InetSocketAddress farEnd, Fault fault, Executor threads) {
    this.near = near;
    this.farEnd = farEnd;
    this.fault = fault;
    this.threads = threads;
    sockets.add(near);
  }

  Fault fault() {
    return fault;
  }

  /** Passes bytes on until both directions have ended, or the fault ends the connection. */
  void run() {
    try {
      near.setTcpNoDelay(true);
      if (fault instanceof Fault.Blackhole) {
        near.getInputStream().transferTo(OutputStream.nullOutputStream());
        reset();
        return;
      }
      Socket far = connect();
      List<OutputStream> farEnds = new ArrayList<>(List.of(far.getOutputStream()));
      if (fault instanceof Fault.Duplicate) {
        farEnds.addFirst(shadow());
      }
      CountDownLatch answered = new CountDownLatch(1);
      threads.execute(
          () -> {
            try {
              pass(Way.ANSWER, far.getInputStream(), List.of(near.getOutputStream()));
              if (!near.isOutputShutdown()) {
                near.shutdownOutput();
              }
            } catch (IOException | InterruptedException e) {
              reset();
            } finally {
              answered.countDown();
            }
          });
      pass(Way.REQUEST, near.getInputStream(), farEnds);
      for (Socket socket : farSockets()) {
        socket.shutdownOutput();
      }
      answered.await();
      close();
    } catch (IOException | InterruptedException | RuntimeException e) {
      reset();
    }
  }

  /** The first of the two that get everything: whatever it answers is thrown away. */
  private OutputStream shadow() throws IOException {
    Socket shadow = connect();
    threads.execute(
        () -> {
          try {
            shadow.getInputStream().transferTo(OutputStream.nullOutputStream());
          } catch (IOException e) {
            // Nobody listens to it anyway.
          }
        });
    return shadow.getOutputStream();
  }

  private void pass(Way way, InputStream from, List<OutputStream> to)
      throws IOException, InterruptedException {
    byte[] piece = new byte[pieceSize(way)];
    long passed = 0;
    while (true) {
      long left = limit(way) - passed;
      // One byte more than may pass has to come before anything is cut.
      int read = from.read(piece, 0, (int) Math.clamp(left, 1, piece.length));
      if (read < 0) {
        return;
      }
      if (left == 0) {
        endEarly(from);
        return;
      }
      pause(way);
      for (OutputStream one : to) {
        one.write(piece, 0, read);
        one.flush();
      }
      passed += read;
    }
  }

  private int pieceSize(Way way) {
    return fault instanceof Fault.Slow slow && slow.way() == way ? slow.size() : PIECE;
  }

  /** After how many bytes this way ends. */
  private long limit(Way way) {
    if (fault instanceof Fault.Cut cut && cut.way() == way) {
      return cut.after();
    }
    return fault instanceof Fault.HalfClose half && way == Way.ANSWER
        ? half.after()
        : Long.MAX_VALUE;
  }

  private void endEarly(InputStream from) throws IOException {
    if (!(fault instanceof Fault.HalfClose)) {
      throw new IOException("cut");
    }
    near.shutdownOutput();
    from.transferTo(OutputStream.nullOutputStream());
  }

  private void pause(Way way) throws InterruptedException {
    if (fault instanceof Fault.Delay delay && delay.way() == way) {
      Thread.sleep(delay.pause());
    } else if (fault instanceof Fault.Slow slow && slow.way() == way) {
      Thread.sleep(slow.pause());
    }
  }

  private Socket connect() throws IOException {
    Socket far = new Socket();
    synchronized (this) {
      if (over) {
        throw new IOException("it is over");
      }
      sockets.add(far);
    }
    far.setTcpNoDelay(true);
    far.connect(farEnd);
    return far;
  }

  private synchronized List<Socket> farSockets() {
    return sockets.subList(1, sockets.size());
  }

  private synchronized void close() {
    over = true;
    for (Socket socket : sockets) {
      closeQuietly(socket);
    }
  }

  /** Ends it at both ends as a crash does, with RST instead of FIN. */
  synchronized void reset() {
    over = true;
    for (Socket socket : sockets) {
      try {
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        // It is closed.
      }
      closeQuietly(socket);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Then it is as good as closed.
    }
  }
}
