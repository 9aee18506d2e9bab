package org.partnergateway.adapters.transport;

import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells what a host's name means now. */
@FunctionalInterface
public interface HostResolver {
  /**
   * @param host a name, or an address as it stands in URLs
   * @throws UnknownHostException when it means nothing, or that can't be known now
   */
  InetAddress resolve(String host) throws UnknownHostException, InterruptedException;

  /** As the HTTP client itself resolves, on no thread that others need. */
  static HostResolver of(Vertx vertx) {
    return host -> {
      String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      CompletableFuture<InetAddress> found = new CompletableFuture<>();
      ((VertxInternal) vertx)
          .resolveAddress(
              plain,
              result -> {
                if (result.succeeded()) {
                  found.complete(result.result());
                } else {
                  found.completeExceptionally(result.cause());
                }
              });
      try {
        return found.get(LONGEST_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        UnknownHostException unknown = new UnknownHostException(host);
        unknown.initCause(e);
        throw unknown;
      }
    };
  }

  /** Longer than the resolver's own attempts take. */
  int LONGEST_SECONDS = 15;
}
