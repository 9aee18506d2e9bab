package org.partnergateway.tests.benchmark.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection, with one request under way at a time. */
final class BusyConnection implements AutoCloseable {
  private final SocketChannel channel;
  private final Requests requests;
  private final AnswerReader answer = new AnswerReader();
  private long sentAt;

  BusyConnection(int port, Requests requests, Selector selector) throws IOException {
    this.requests = requests;
    channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  void send() throws IOException {
    ByteBuffer request = requests.next();
    answer.reset();
    sentAt = System.nanoTime();
    while (request.hasRemaining()) {
      // The one before was answered, so there is room for it: this does not spin.
      channel.write(request);
    }
  }

  /** Reads what has come; true when the answer is complete. */
  boolean receive() throws IOException {
    if (!answer.read(channel)) {
      return false;
    }
    int status = answer.status();
    if (status < 200 || status > 299) {
      throw new IOException("not a 2xx: " + answer.text());
    }
    return true;
  }

  long nanosSinceSent(long now) {
    return now - sentAt;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
