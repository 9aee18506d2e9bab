package org.partnergateway.tests.benchmark.stub;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.partnergateway.tests.simulators.RateLimitMeter;

/**
 * The stub as a program: answers every POST below {@code /ups/api/rating/} with the bytes of the
 * file that is its argument, and gives out tokens. The same below {@code /other/}, which can be
 * told to hang, and below {@code /limited/}, which counts what is above a limit. A booking is
 * answered with a small label and a number of its own. Writes its port; then it reads lines: an
 * empty one asks how many look-ups have come to {@code /ups/}, the others are {@code hang}, {@code
 * answer}, {@code limit <per second> <burst>} and {@code limited}.
 */
public final class PartnerStub {
  private static final String RATING = "/api/rating/";
  private static final String BOOKING = "/api/shipments/";
  private static final String TOKEN =
      "{\"access_token\":\"stub\",\"token_type\":\"Bearer\",\"expires_in\":\"86400\",\"status\":\"approved\"}";

  /** Of two kilobytes, as a label in ZPL has them. */
  private static final String LABEL =
      Base64.getEncoder().encodeToString("^XA^FO50,50^FDlabel^FS^XZ\n".repeat(80).getBytes(UTF_8));

  private final Buffer answer;
  private final Buffer token = Buffer.buffer(TOKEN);
  private final LongAdder asked = new LongAdder();
  private final AtomicLong bookings = new AtomicLong();
  private final LongAdder within = new LongAdder();
  private final LongAdder above = new LongAdder();
  private volatile RateLimitMeter meter =
      new RateLimitMeter(InstantSource.system(), 1, Duration.ofSeconds(1), 1);
  private volatile boolean hangs;

  private PartnerStub(byte[] answer) {
    this.answer = Buffer.buffer(answer);
  }

  /**
   * Runs until standard input ends.
   *
   * @param args the file that holds the answer
   */
  public static void main(String[] args) throws IOException {
    PartnerStub stub = new PartnerStub(Files.readAllBytes(Path.of(args[0])));
    Vertx vertx = Vertx.vertx();
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(stub::answer)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    System.out.println(server.actualPort());
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(stub.told(line));
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private String told(String line) {
    String[] words = line.split(" ");
    switch (words[0]) {
      case "hang" -> hangs = true;
      case "answer" -> hangs = false;
      case "limit" -> {
        meter =
            new RateLimitMeter(
                InstantSource.system(),
                Double.parseDouble(words[1]),
                Duration.ofSeconds(1),
                Integer.parseInt(words[2]));
        within.reset();
        above.reset();
      }
      case "limited" -> {
        return within.sum() + " " + above.sum();
      }
      default -> {
        return Long.toString(asked.sum());
      }
    }
    return "";
  }

  private void answer(HttpServerRequest request) {
    request.endHandler(end -> answered(request));
    request.resume();
  }

  private void answered(HttpServerRequest request) {
    String path = request.path();
    if (path.endsWith("/token")) {
      end(request, token);
    } else if (path.startsWith("/other/") && hangs) {
      // It is never answered; whoever asked closes the connection some day.
      return;
    } else if (path.contains(RATING)) {
      count(path);
      end(request, answer);
    } else if (path.contains(BOOKING)) {
      end(request, booking());
    } else {
      request.response().setStatusCode(404).end();
    }
  }

  private void count(String path) {
    if (path.startsWith("/ups/")) {
      asked.increment();
    } else if (path.startsWith("/limited/")) {
      (meter.admit() ? within : above).increment();
    }
  }

  private Buffer booking() {
    String number = "1ZA1B2C303%08d".formatted(bookings.incrementAndGet());
    return Buffer.buffer(
        """
        {"ShipmentResponse":{"Response":{"ResponseStatus":{"Code":"1","Description":"Success"}},\
        "ShipmentResults":{"ShipmentIdentificationNumber":"%1$s",\
        "ShipmentCharges":{"TransportationCharges":{"CurrencyCode":"USD","MonetaryValue":"16.92"},\
        "ServiceOptionsCharges":{"CurrencyCode":"USD","MonetaryValue":"0.00"},\
        "TotalCharges":{"CurrencyCode":"USD","MonetaryValue":"16.92"}},\
        "PackageResults":[{"TrackingNumber":"%1$s","ShippingLabel":{\
        "ImageFormat":{"Code":"ZPL","Description":"ZPL"},"GraphicImage":"%2$s"}}]}}}"""
            .formatted(number, LABEL));
  }

  private static void end(HttpServerRequest request, Buffer body) {
    request.response().putHeader("Content-Type", "application/json").end(body);
  }
}
