package org.partnergateway.adapters.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.adapters.transport.TransportException.Reason;

@Timeout(30)
class PublicAddressesTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    vertx.close();
  }

  /** Whatever is asked for is at these addresses, one after the other, the last for ever. */
  private static HostResolver at(String... addresses) {
    Deque<String> left = new ArrayDeque<>(Arrays.asList(addresses));
    return host -> InetAddress.getByName(left.size() > 1 ? left.removeFirst() : left.getFirst());
  }

  private static PublicAddresses rule(List<String> allowed, HostResolver resolver) {
    return new PublicAddresses(allowed.stream().map(Network::parse).toList(), resolver);
  }

  private static Origin https(String host) {
    return Origin.of(URI.create("https://" + host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.170",
        "192.168.1.1",
        "198.19.0.1",
        "203.0.113.7",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::8.8.8.8",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "100::1",
        "2001:db8::1",
        "2001::1",
        "2002:7f00:1::1"
      })
  void addressesThatArentPublicAreRefused(String address) {
    TransportException e =
        catchThrowableOfType(
            TransportException.class,
            () -> rule(List.of(), at(address)).check(https("hooks.example")));

    assertThat(e.reason()).isEqualTo(Reason.NOT_ALLOWED);
    assertThat(e.maybeSent()).isFalse();
    assertThat(e).hasMessageContaining("hooks.example").hasMessageContaining("no public address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "198.17.255.255",
        "223.255.255.255",
        "64:ff9b::8.8.8.8",
        "2606:4700::1111",
        "2a00:1450::1"
      })
  void publicAddressesAreConnectedTo(String address) throws Exception {
    assertThat(rule(List.of(), at(address)).check(https("hooks.example")))
        .isEqualTo(InetAddress.getByName(address));
  }

  @Test
  void whatTheOperatorAllowsIsReachedByHttpToo() throws Exception {
    PublicAddresses rule = rule(List.of("10.0.0.0/8", "fd00::/8"), at("10.9.8.7", "fd12::1"));

    assertThat(rule.check(new Origin(false, "inside", 80))).isNotNull();
    assertThat(rule.check(new Origin(false, "inside", 80))).isNotNull();
    assertThat(
            catchThrowableOfType(
                    TransportException.class,
                    () ->
                        rule(List.of("10.0.0.0/8"), at("11.0.0.1"))
                            .check(new Origin(false, "outside", 80)))
                .getMessage())
        .isEqualTo("outside must be asked by https");
  }

  @Test
  void aNameThatMeansNothingIsNoConnection() {
    TransportException e =
        catchThrowableOfType(
            TransportException.class,
            () ->
                rule(
                        List.of(),
                        host -> {
                          throw new UnknownHostException(host);
                        })
                    .check(https("nowhere.example")));

    assertThat(e.reason()).isEqualTo(Reason.NOT_CONNECTED);
  }

  /** The second look-up, which nobody makes, would lead to the far end. */
  @Test
  void theAddressThatWasCheckedIsConnectedToAndNoNameIsLookedUpAgain() throws Exception {
    FarEnd farEnd =
        new FarEnd(vertx, (socket, text) -> socket.write(FarEnd.answer("200 OK", "", text)));
    PublicAddresses rule = rule(List.of("127.0.0.0/8"), at("127.0.0.1", "203.0.113.1"));
    try (HttpTransport transport = HttpTransport.withoutBodies(vertx, rule, LONG, 2)) {
      // A name that no resolver knows.
      Origin named = new Origin(false, "hooks.invalid", farEnd.port());
      assertThat(transport.send(post(named), LONG).status()).isEqualTo(200);
      assertThat(farEnd.arrived("POST /hooks HTTP/1.1")).isEqualTo(1);

      TransportException e =
          catchThrowableOfType(TransportException.class, () -> transport.send(post(named), LONG));
      assertThat(e.reason()).as("it was at another address").isEqualTo(Reason.NOT_ALLOWED);
      assertThat(farEnd.arrived()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerWithoutEndIsCutOffAndItsStatusCounts() throws Exception {
    FarEnd farEnd =
        new FarEnd(
            vertx,
            (socket, text) -> {
              socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n");
              socket.write("x".repeat(100_000));
            });
    PublicAddresses rule = rule(List.of("127.0.0.0/8"), at("127.0.0.1"));
    try (HttpTransport transport = HttpTransport.withoutBodies(vertx, rule, LONG, 2)) {
      HttpAnswer answer = transport.send(post(farEnd.origin()), LONG);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "[::1]", "localhost"})
  void theMachinesOwnResolverKnowsNamesAndAddresses(String host) throws Exception {
    assertThat(HostResolver.of(vertx).resolve(host).isLoopbackAddress()).isTrue();
  }

  @Test
  void aNetworkIsAnAddressAndItsBits() throws Exception {
    assertThat(Network.parse("10.0.0.0/8").contains(InetAddress.getByName("10.255.0.1"))).isTrue();
    assertThat(Network.parse("10.0.0.0/8").contains(InetAddress.getByName("11.0.0.1"))).isFalse();
    assertThat(Network.parse("::1/128").contains(InetAddress.getByName("::1"))).isTrue();
    assertThat(Network.parse("0.0.0.0/0").contains(InetAddress.getByName("::1"))).isFalse();
    for (String none :
        List.of("10.0.0.0", "10.0.0.0/33", "ten/8", "", "10.0.0/8", "::1/129", "::1::/8")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Network.parse(none))
          .withMessageContaining("is no network such as 10.0.0.0/8");
    }
  }

  private static HttpRequest post(Origin origin) {
    return new HttpRequest("POST", origin, "/hooks", HttpHeaders.headers(), new byte[] {1});
  }
}
