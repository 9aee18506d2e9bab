package org.partnergateway.adapters.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PfxOptions;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.adapters.transport.TransportException.Reason;

/** Over TLS, with a certificate that the JDK's own tool makes for the test. */
@Timeout(60)
class SecureTransportTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private PfxOptions certificate = new PfxOptions();

  @BeforeEach
  void makeCertificate() throws Exception {
    Path file = folder.resolve("partner.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "partner",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    certificate = new PfxOptions().setPath(file.toString()).setPassword(PASSWORD);
  }

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void speaksHttp2WherePartnersDo() throws Exception {
    Origin partner = partner(true);
    try (HttpTransport transport = transport(partner, this::trusting)) {
      assertThat(get(transport, partner)).isEqualTo(HttpVersion.HTTP_2.name());
    }
  }

  @Test
  void speaksHttp11WherePartnersDoNot() throws Exception {
    Origin partner = partner(false);
    try (HttpTransport transport = transport(partner, this::trusting)) {
      assertThat(get(transport, partner)).isEqualTo(HttpVersion.HTTP_1_1.name());
    }
  }

  @Test
  void sendsNothingToAPartnerWhoseCertificateIsNotTrusted() throws Exception {
    Origin partner = partner(true);
    try (HttpTransport transport = transport(partner, UnaryOperator.identity())) {
      TransportException e =
          catchThrowableOfType(TransportException.class, () -> get(transport, partner));
      assertThat(e.reason()).isEqualTo(Reason.NOT_CONNECTED);
      assertThat(e.maybeSent()).isFalse();
    }
  }

  /** The address was checked; that it belongs to who is named is still the certificate's to say. */
  @Test
  void aCheckedAddressMustProveTheNameThatItWasFoundUnder() throws Exception {
    Origin partner = partner(true);
    EgressRule rule =
        new PublicAddresses(
            List.of(Network.parse("127.0.0.0/8")), host -> InetAddress.getByName("127.0.0.1"));
    try (HttpTransport transport =
        new HttpTransport(vertx, rule, Duration.ofSeconds(5), 4, this::trusting)) {
      assertThat(get(transport, partner)).isEqualTo(HttpVersion.HTTP_2.name());
      Origin named = new Origin(true, "hooks.example", partner.port());
      TransportException e =
          catchThrowableOfType(TransportException.class, () -> get(transport, named));
      assertThat(e.reason()).isEqualTo(Reason.NOT_CONNECTED);
      assertThat(e.maybeSent()).isFalse();
    }
  }

  private HttpTransport transport(Origin partner, UnaryOperator<HttpClientOptions> tuning) {
    Egress egress = new Egress("acme", Set.of(partner));
    return new HttpTransport(vertx, egress, Duration.ofSeconds(5), 4, tuning);
  }

  private HttpClientOptions trusting(HttpClientOptions options) {
    return options.setTrustOptions(certificate);
  }

  private static String get(HttpTransport transport, Origin partner) throws TransportException {
    HttpRequest request = new HttpRequest("GET", partner, "/", HttpHeaders.headers(), new byte[0]);
    return new String(transport.send(request, LONG).body(), StandardCharsets.UTF_8);
  }

  private Origin partner(boolean alpn) throws Exception {
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setUseAlpn(alpn)
                    .setKeyCertOptions(certificate))
            .requestHandler(request -> request.response().end(request.version().name()))
            .listen(0, "localhost")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    return new Origin(true, "localhost", server.actualPort());
  }
}
