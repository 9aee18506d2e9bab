package org.partnergateway.routes.admission;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.partnergateway.routes.http.Gatekeeper;
import org.partnergateway.routes.http.RefusalCounter;

/**
 * Lets requests in as long as there is room for them in their lane and for their bodies, before
 * anything is read of a body and before a thread is started. The rest is answered with 503 at once
 * or after a short wait.
 */
public final class AdmissionGate implements Gatekeeper {
  private static final long SWEEP_MILLIS = 10;
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Entrances entrances;
  private final AdmissionLimits limits;
  private final BodyBytes bodies;
  private final Vertx vertx;
  private final Map<Entrance, Lane> lanes = new EnumMap<>(Entrance.class);
  private final Refusal busy;
  private final Refusal full;
  private final Refusal stopping;
  private volatile boolean closed;
  private long timer;
  // All of the one event loop that sweeps.
  private long adaptedAt = System.nanoTime();
  private boolean asked;

  public AdmissionGate(
      Entrances entrances,
      AdmissionLimits limits,
      Vertx vertx,
      RefusalCounter refusals,
      MeterRegistry meters) {
    this.entrances = entrances;
    this.limits = limits;
    this.vertx = vertx;
    this.bodies = new BodyBytes(limits.bodyBytes());
    this.busy =
        new Refusal(refusals, "The gateway has more to do than it can. Come again later.", false);
    this.full =
        new Refusal(refusals, "The gateway holds as much as it can. Come again later.", false);
    this.stopping =
        new Refusal(refusals, "The gateway is about to stop. Ask another, or come again.", true);
    for (Entrance entrance : Entrance.values()) {
      AdaptiveLimit limit = entrance == Entrance.UPLOAD ? limits.uploads() : limits.fresh();
      Lane lane = new Lane(entrance, limit, limits.waiting(), System.nanoTime());
      lanes.put(entrance, lane);
      gauge(meters, "under.way", "Requests that are under way", lane, Lane::underWay);
      gauge(meters, "waiting", "Requests that wait to be let in", lane, Lane::waiting);
      gauge(meters, "limit", "How many may be under way at present", lane, Lane::limit);
    }
  }

  private static void gauge(
      MeterRegistry meters, String name, String description, Lane lane, ToIntFunction<Lane> value) {
    Gauge.builder("gateway.admission." + name, lane, value::applyAsInt)
        .description(description)
        .tag("entrance", lane.entrance().word())
        .register(meters);
  }

  @Override
  public Handler<HttpServerRequest> guard(Handler<HttpServerRequest> inside) {
    timer = vertx.setPeriodic(SWEEP_MILLIS, sweep -> sweep());
    return request -> admit(request, inside);
  }

  private void admit(HttpServerRequest request, Handler<HttpServerRequest> inside) {
    String path = request.path();
    Lane lane = lane(entrances.of(request.method().name(), path == null ? "" : path));
    long bytes =
        lane.entrance() == Entrance.UPLOAD ? AdmissionLimits.UPLOAD_BYTES : bodyBytes(request);
    if (closed) {
      stopping.write(request, lane.entrance(), bytes);
      return;
    }
    if (bytes > 0 && !bodies.tryHold(bytes)) {
      full.write(request, lane.entrance(), bytes);
      return;
    }
    Ticket ticket = new Ticket(lane, bodies, bytes);
    request.response().endHandler(end -> ticket.gone()).closeHandler(gone -> ticket.gone());
    if (lane.tryEnter()) {
      enter(request, ticket, inside);
      return;
    }
    WaitingRequest waiting = new WaitingRequest(request, ticket, bytes, inside);
    request.pause();
    if (!lane.tryWait(waiting)) {
      request.resume();
      busy.write(request, lane.entrance(), bytes);
    }
  }

  private static void enter(
      HttpServerRequest request, Ticket ticket, Handler<HttpServerRequest> inside) {
    if (ticket.admit()) {
      ticket.attach(Vertx.currentContext());
      inside.handle(request);
    }
  }

  @Override
  public boolean isUpload(String method, String path) {
    return entrances.of(method, path) == Entrance.UPLOAD;
  }

  @Override
  public void ready() {
    Ticket ticket = Ticket.current();
    if (ticket != null) {
      ticket.ready(System.nanoTime());
    }
  }

  /** How much to hold for a body: what is announced, or as much as can come. */
  private long bodyBytes(HttpServerRequest request) {
    String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      // The decoder has made sure that it is a number.
      long bytes = Long.parseLong(length);
      return bytes > limits.largestBody() ? 0 : bytes;
    }
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) ? limits.largestBody() : 0;
  }

  private Lane lane(Entrance entrance) {
    Lane lane = lanes.get(entrance);
    if (lane == null) {
      throw new IllegalStateException("every entrance has a lane");
    }
    return lane;
  }

  private void sweep() {
    long now = System.nanoTime();
    // After a pause sweeps follow one another at once, so they aren't counted.
    boolean interval = now - adaptedAt > INTERVAL_NANOS && !asked;
    adaptedAt = interval ? now : adaptedAt;
    for (Lane lane : lanes.values()) {
      lane.sweep(now);
      if (interval) {
        lane.adapt();
      }
    }
    if (!asked) {
      asked = true;
      Vertx.currentContext().runOnContext(turn -> answer(now));
    }
  }

  /** The event loop has come to what it was given then: one of them stands for all. */
  private void answer(long since) {
    asked = false;
    long lag = System.nanoTime() - since;
    lanes.values().forEach(lane -> lane.lagged(lag));
  }

  /** From now on whatever comes is told to go elsewhere; what is inside goes on. */
  public void close() {
    closed = true;
  }

  /** Requests that are inside or wait. */
  public int present() {
    return lanes.values().stream().mapToInt(lane -> lane.underWay() + lane.waiting()).sum();
  }

  /**
   * Waits until nobody is inside.
   *
   * @return whether that came about in time
   */
  public boolean awaitEmpty(long patienceNanos) throws InterruptedException {
    long begin = System.nanoTime();
    while (present() > 0) {
      if (System.nanoTime() - begin > patienceNanos) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(SWEEP_MILLIS);
    }
    return true;
  }

  /** Ends the sweeps. */
  public void stop() {
    vertx.cancelTimer(timer);
  }

  /** A request that waits for a place; whatever becomes of it happens on its own event loop. */
  private final class WaitingRequest implements Lane.Waiting {
    private final HttpServerRequest request;
    private final Ticket ticket;
    private final long bytes;
    private final Handler<HttpServerRequest> inside;
    private final Context context = Vertx.currentContext();
    private final long since = System.nanoTime();

    WaitingRequest(
        HttpServerRequest request, Ticket ticket, long bytes, Handler<HttpServerRequest> inside) {
      this.request = request;
      this.ticket = ticket;
      this.bytes = bytes;
      this.inside = inside;
    }

    @Override
    public void go() {
      context.runOnContext(
          turn -> {
            request.resume();
            enter(request, ticket, inside);
          });
    }

    @Override
    public void refuse() {
      context.runOnContext(
          late -> {
            if (!ticket.isGone()) {
              request.resume();
              busy.write(request, ticket.lane().entrance(), bytes);
            }
          });
    }

    @Override
    public long since() {
      return since;
    }

    @Override
    public boolean isGone() {
      return ticket.isGone();
    }
  }
}
