package org.partnergateway.routes.http;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.atomic.AtomicInteger;
import org.partnergateway.routes.http.wire.StrictRequestDecoder;
import org.partnergateway.routes.http.wire.WireLimits;

/** Every connection as it comes: counted, bounded, and read strictly. */
final class Connections {
  private static final String DECODER = "httpDecoder";

  private final int most;
  private final HttpServerOptions options;
  private final WireLimits limits;
  private final AtomicInteger open = new AtomicInteger();

  Connections(int most, HttpServerOptions options, WireLimits limits) {
    this.most = most;
    this.options = options;
    this.limits = limits;
  }

  /** Before the connection's first byte is read. */
  void opened(HttpConnection connection) {
    boolean tooMany = open.incrementAndGet() > most;
    connection.closeHandler(closed -> open.decrementAndGet());
    if (tooMany) {
      connection.close();
      return;
    }
    ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
    pipeline.replace(DECODER, DECODER, new StrictRequestDecoder(options, limits));
  }

  int open() {
    return open.get();
  }
}
