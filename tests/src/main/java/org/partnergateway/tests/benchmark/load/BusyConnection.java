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
  private long dueAt;

  BusyConnection(int port, Requests requests, Selector selector) throws IOException {
    this.requests = requests;
    channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  void send() throws IOException {
    send(System.nanoTime());
  }

  /**
   * @param due when it fell due, by {@code System.nanoTime}
   */
  void send(long due) throws IOException {
    dueAt = due;
    ByteBuffer request = requests.next();
    answer.reset();
    sentAt = System.nanoTime();
    while (request.hasRemaining()) {
      // The one before was answered, so there is room for it: this does not spin.
      channel.write(request);
    }
  }

  /** Reads what has come; true when the answer is complete, whatever it says. */
  boolean isAnswered() throws IOException {
    return answer.read(channel);
  }

  /** Of the answer that is complete. */
  int status() {
    return answer.status();
  }

  /** When what was answered had fallen due. */
  long dueAt() {
    return dueAt;
  }

  /** The same, where anything but a 2xx is a failure. */
  boolean receive() throws IOException {
    if (!isAnswered()) {
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
