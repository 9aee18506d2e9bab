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
import java.util.concurrent.atomic.LongAdder;

/**
 * The stub as a program: answers every POST below {@code /ups/api/rating/} with the bytes of the
 * file that is its argument, and gives out tokens. Writes its port; then, for every line it reads,
 * how many such requests have come.
 */
public final class PartnerStub {
  private static final String RATING = "/ups/api/rating/";
  private static final String TOKEN =
      "{\"access_token\":\"stub\",\"token_type\":\"Bearer\",\"expires_in\":\"86400\",\"status\":\"approved\"}";

  private final Buffer answer;
  private final Buffer token = Buffer.buffer(TOKEN);
  private final LongAdder asked = new LongAdder();

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
    while (in.readLine() != null) {
      System.out.println(stub.asked.sum());
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void answer(HttpServerRequest request) {
    request.endHandler(end -> answered(request));
    request.resume();
  }

  private void answered(HttpServerRequest request) {
    Buffer body;
    if (request.path().startsWith(RATING)) {
      asked.increment();
      body = answer;
    } else if (request.path().endsWith("/token")) {
      body = token;
    } else {
      request.response().setStatusCode(404).end();
      return;
    }
    request.response().putHeader("Content-Type", "application/json").end(body);
  }
}
