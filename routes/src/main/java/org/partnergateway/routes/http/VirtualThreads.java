package org.partnergateway.routes.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxBuilder;
import java.util.concurrent.Executors;

/**
 * A Vert.x whose blocking work runs on virtual threads. By default it runs on 20 workers, which a
 * slow partner fills at once.
 */
final class VirtualThreads {
  private VirtualThreads() {}

  static Vertx vertx() {
    // The factory can be set only through the implementation's builder in Vert.x 4.
    return new VertxBuilder(
            new VertxOptions()
                .setUseDaemonThread(true)
                .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors()))
        .executorServiceFactory(
            (threads, concurrency, maxConcurrency) ->
                Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("traffic-", 0).factory()))
        .init()
        .vertx();
  }
}
