package org.partnergateway.routes.http;

import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.http.wire.RefusedBytesException;
import org.partnergateway.routes.http.wire.WireLimits;

/**
 * Camel's Vert.x server, but listening only when told to, so that nothing meets a half-built
 * gateway, on as many event loops as the machine has cores, and answering what no route takes with
 * a problem document.
 */
public final class TrafficServer extends VertxPlatformHttpServer {
  private static final int IDLE_SECONDS = 75;
  private static final int STOP_SECONDS = 30;
  private static final int MOST_HEADER_LINES = 100;

  /** How many connections may wait to be accepted. */
  private static final int BACKLOG = 1024;

  /** To Vert.x, a free port that all servers of the same negative number share. */
  private static final int ANY_PORT = -1;

  /**
   * Camel names its router by a port. This one goes for whatever port is listened on in the end.
   */
  private static final int ROUTER = 0;

  private final GatewayProperties.Http properties;
  private final RefusalCounter refusals;
  private final Gatekeeper gatekeeper;
  private final Connections connections;
  private final HttpServerOptions options;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private @Nullable String listeners;

  TrafficServer(GatewayProperties.Http properties, RefusalCounter refusals, Gatekeeper gatekeeper) {
    super(configuration(properties));
    this.properties = properties;
    this.refusals = refusals;
    this.gatekeeper = gatekeeper;
    this.options =
        new HttpServerOptions()
            .setIdleTimeout(IDLE_SECONDS)
            .setAcceptBacklog(BACKLOG)
            // An upgrade would be a second way in, past the strict reading of the first.
            .setHttp2ClearTextEnabled(false);
    this.connections =
        new Connections(
            properties.maxConnections(),
            options,
            new WireLimits(MOST_HEADER_LINES, properties.requestTimeout(), this::isUpload));
  }

  private boolean isUpload(HttpRequest request) {
    String target = request.uri();
    int query = target.indexOf('?');
    return gatekeeper.isUpload(
        request.method().name(), query < 0 ? target : target.substring(0, query));
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
    Handler<HttpServerRequest> guarded = gatekeeper.guard(router);
    InvalidRequests invalid = new InvalidRequests(refusals);
    int port = properties.port() == 0 ? ANY_PORT : properties.port();
    // One thread's servers would all be on one event loop; each of a verticle's instances has its
    // own.
    DeploymentOptions instances =
        new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    listeners =
        getVertx()
            .deployVerticle(() -> new Listener(guarded, invalid, port), instances)
            .toCompletionStage()
            .toCompletableFuture()
            .get(STOP_SECONDS, TimeUnit.SECONDS);
  }

  /** One event loop's part of the port. */
  private final class Listener extends AbstractVerticle {
    private final Handler<HttpServerRequest> guarded;
    private final InvalidRequests invalid;
    private final int port;

    Listener(Handler<HttpServerRequest> guarded, InvalidRequests invalid, int port) {
      this.guarded = guarded;
      this.invalid = invalid;
      this.port = port;
    }

    @Override
    public void start(Promise<Void> started) {
      vertx
          .createHttpServer(options)
          .connectionHandler(connections::opened)
          .invalidRequestHandler(invalid::answer)
          .requestHandler(guarded)
          .listen(port, properties.host())
          .onSuccess(servers::add)
          .<Void>mapEmpty()
          .onComplete(started);
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

  /** Connections that are open now. */
  public int connections() {
    return connections.open();
  }

  /** The superclass would open the port before the routes are there; see {@link #listen}. */
  @Override
  protected void startServer() {}

  @Override
  protected void stopServer() {
    if (listeners != null) {
      getVertx().undeploy(listeners).toCompletionStage().toCompletableFuture().join();
      listeners = null;
      servers.clear();
    }
  }

  /** Vert.x is Spring's to close: the partners' clients use it too. */
  @Override
  protected void stopVertx() {}

  private void answerWithProblems(Router router) {
    router.errorHandler(400, context -> write(context, ProblemType.MALFORMED_BODY));
    router.errorHandler(404, context -> write(context, ProblemType.NOT_FOUND));
    router.errorHandler(405, context -> write(context, ProblemType.METHOD_NOT_ALLOWED));
    router.errorHandler(417, context -> write(context, ProblemType.EXPECTATION_FAILED));
    router.errorHandler(413, context -> write(context, ProblemType.BODY_TOO_LARGE));
    router.errorHandler(500, context -> write(context, ProblemType.INTERNAL_ERROR));
  }

  private void write(RoutingContext context, ProblemType type) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    Problem problem =
        context.failure() instanceof RefusedBytesException
            ? InvalidRequests.problem(context.failure())
            : Problem.of(type, detail(type, context));
    refusals.count("http", problem.type());
    Answer answer = problem.answer();
    answer.headers().forEach(context.response()::putHeader);
    if (problem.type() == ProblemType.BODY_TOO_LARGE) {
      Unread.closeAfter(context.request());
    }
    context
        .response()
        .setStatusCode(answer.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Answer.PROBLEM_JSON)
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
      case MALFORMED_BODY -> "The body is not well-formed.";
      case EXPECTATION_FAILED -> "The only expectation that is met is 100-continue.";
      default -> "The gateway failed on this request; its log says more.";
    };
  }
}
