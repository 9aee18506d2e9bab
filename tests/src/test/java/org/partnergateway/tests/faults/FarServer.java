package org.partnergateway.tests.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Reads until its peer has said all, keeps that, and answers with the same bytes. */
final class FarServer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  FarServer() throws IOException {
    threads.execute(
        () -> {
          try {
            while (true) {
              Socket socket = server.accept();
              threads.execute(() -> serve(socket));
            }
          } catch (IOException e) {
            // It is closed.
          }
        });
  }

  int port() {
    return server.getLocalPort();
  }

  /** What came, one for each connection that said anything to its end. */
  List<String> heard() {
    return heard;
  }

  private void serve(Socket socket) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (socket) {
      InputStream in = socket.getInputStream();
      for (int one = in.read(); one >= 0 && one != '\n'; one = in.read()) {
        all.write(one);
      }
      heard.add(all.toString());
      socket.getOutputStream().write(all.toByteArray());
    } catch (IOException e) {
      heard.add(all + "…");
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
