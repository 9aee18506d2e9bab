package org.partnergateway.routes.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.config.GatewayProperties;

/**
 * Camel's Vert.x server, but listening only when told to, so that nothing meets a half-built
 * gateway, on as many event loops as the machine has cores, and answering what no route takes with
 * a problem document.
 */
public final class TrafficServer extends VertxPlatformHttpServer {
  private static final int IDLE_SECONDS = 75;
  private static final int STOP_SECONDS = 30;

  /** To Vert.x, a free port that all servers of the same negative number share. */
  private static final int ANY_PORT = -1;

  /**
   * Camel names its router by a port. This one goes for whatever port is listened on in the end.
   */
  private static final int ROUTER = 0;

  private final GatewayProperties.Http properties;
  private final RefusalCounter refusals;
  private final List<HttpServer> servers = new ArrayList<>();

  TrafficServer(GatewayProperties.Http properties, RefusalCounter refusals) {
    super(configuration(properties));
    this.properties = properties;
    this.refusals = refusals;
  }

  private static VertxPlatformHttpServerConfiguration configuration(GatewayProperties.Http http) {
    VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
    configuration.setBindHost(http.host());
    configuration.setBindPort(ROUTER);
    configuration.setMaxBodySize(http.maxBodySize().toBytes());
    configuration.getBodyHandler().setHandleFileUploads(false);
    return configuration;
  }

  /** Opens the port; after this returns, requests are served. */
  public void listen() throws Exception {
    Router router =
        VertxPlatformHttpRouter.lookup(
            getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(ROUTER));
    answerWithProblems(router);
    Vertx vertx = getVertx();
    int port = properties.port() == 0 ? ANY_PORT : properties.port();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      HttpServer server =
          vertx
              .createHttpServer(new HttpServerOptions().setIdleTimeout(IDLE_SECONDS))
              .requestHandler(router)
              .listen(port, properties.host())
              .toCompletionStage()
              .toCompletableFuture()
              .get(STOP_SECONDS, TimeUnit.SECONDS);
      servers.add(server);
    }
  }

  @Override
  public int getPort() {
    return servers.isEmpty() ? properties.port() : servers.getFirst().actualPort();
  }

  @Override
  public @Nullable HttpServer getServer() {
    return servers.isEmpty() ? null : servers.getFirst();
  }

  /** The superclass would open the port before the routes are there; see {@link #listen}. */
  @Override
  protected void startServer() {}

  @Override
  protected void stopServer() {
    for (HttpServer server : servers) {
      server.close().toCompletionStage().toCompletableFuture().join();
    }
    servers.clear();
  }

  /** Vert.x is Spring's to close: the partners' clients use it too. */
  @Override
  protected void stopVertx() {}

  private void answerWithProblems(Router router) {
    router.errorHandler(400, context -> write(context, ProblemType.MALFORMED_BODY));
    router.errorHandler(404, context -> write(context, ProblemType.NOT_FOUND));
    router.errorHandler(405, context -> write(context, ProblemType.METHOD_NOT_ALLOWED));
    router.errorHandler(413, context -> write(context, ProblemType.BODY_TOO_LARGE));
    router.errorHandler(500, context -> write(context, ProblemType.INTERNAL_ERROR));
  }

  private void write(RoutingContext context, ProblemType type) {
    if (context.response().ended()) {
      return;
    }
    refusals.count("http", type);
    Answer answer = Problem.of(type, detail(type, context)).answer();
    answer.headers().forEach(context.response()::putHeader);
    context
        .response()
        .setStatusCode(answer.status())
        .putHeader("Content-Type", Answer.PROBLEM_JSON)
        .end(io.vertx.core.buffer.Buffer.buffer(answer.body()));
  }

  private String detail(ProblemType type, RoutingContext context) {
    String request = context.request().method() + " " + context.normalizedPath();
    return switch (type) {
      case NOT_FOUND ->
          "Nothing is served at %s; /v1/openapi.yaml lists what is.".formatted(request);
      case METHOD_NOT_ALLOWED -> "%s is not offered; see /v1/openapi.yaml.".formatted(request);
      case BODY_TOO_LARGE ->
          "The body may be at most %d bytes.".formatted(properties.maxBodySize().toBytes());
      case MALFORMED_BODY -> "The request is not well-formed HTTP.";
      default -> "The gateway failed on this request; its log says more.";
    };
  }
}
