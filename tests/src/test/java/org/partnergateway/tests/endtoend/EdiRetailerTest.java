package org.partnergateway.tests.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.edi.EdiEvents;
import org.partnergateway.routes.edi.EdiPartners;
import org.partnergateway.routes.edi.OverdueAcknowledgements;
import org.partnergateway.routes.store.edi.Interchanges;
import org.partnergateway.tests.files.SftpServer;
import org.partnergateway.tests.sandbox.Sandbox;
import org.partnergateway.tests.sandbox.SandboxOptions;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A retailer that buys by EDI over SFTP: what it leaves on its server, what it finds there, and
 * what the API says meanwhile.
 */
@Order(1)
class EdiRetailerTest {
  private static final String TOKEN = "canary-token-7d1f00";
  private static final AtomicInteger NUMBER = new AtomicInteger(100);

  @TempDir static Path directory;
  private static SftpServer server;
  private static Path toUs;
  private static Path toThem;
  private static Sandbox sandbox;
  private static Api api;

  @BeforeAll
  static void start() throws IOException {
    KeyPair user = SftpServer.newKey();
    server = SftpServer.on(directory.resolve("far"), SftpServer.newKey(), user);
    toUs = server.directory("outbound");
    server.directory("outbound/processed");
    server.directory("outbound/refused");
    toThem = server.directory("inbound");
    String partner = "gateway.partners.edi-retailer.";
    sandbox =
        Sandbox.start(
            SandboxOptions.quiet(directory.resolve("data"))
                .with("gateway.api.clients.sandbox.token", TOKEN)
                .with(partner + "settings.our_id", "MERCHANT")
                .with(partner + "settings.their_id", "RETAILER")
                .with(partner + "settings.our_gln", "4098765000005")
                .with(partner + "settings.their_gln", "4012345000009")
                .with(partner + "settings.sftp_host", "127.0.0.1")
                .with(partner + "settings.sftp_port", Integer.toString(server.port()))
                .with(partner + "settings.sftp_host_key", server.hostKeyLine())
                .with(partner + "credentials.sftp_username", SftpServer.USER)
                .with(partner + "credentials.sftp_private_key", SftpServer.privateKey(user))
                .with(partner + "poll-every", "200ms"));
    api = new Api(sandbox.gatewayAddress(), TOKEN, sandbox.gateway().getBean(Definitions.class));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
    server.close();
  }

  @Test
  void anOrderIsAcknowledgedAnsweredShippedAndInvoiced() {
    int number = NUMBER.incrementAndGet();
    leave("po-" + number + ".edi", order(number, "PO-" + number));

    String acknowledgment = found("997", 1).getFirst();
    assertThat(acknowledgment).contains("AK1*PO*" + number + "*005010~", "AK2*850*0001~", "AK5*A~");
    assertThat(acknowledgment).contains("AK9*A*1*1*1~");
    JsonNode order = ledger("PO-" + number);
    assertThat(order.at("/line_items/0/quantity/ordered").asInt()).isEqualTo(24);
    assertThat(order.at("/line_items/0/unit_price/amount").asInt()).isEqualTo(3498);
    String path = "/v1/orders/" + order.path("id").asText();

    String key = RunningSandbox.fresh("acknowledge");
    for (int time = 0; time < 2; time++) {
      api.post(path + "/acknowledgements", key, Bodies.object()).expect(200);
    }
    assertThat(api.get(path).path("status").asText()).isEqualTo("confirmed");
    List<String> answers = found("855", 1);
    assertThat(answers.getFirst()).contains("BAK*00*AD*PO-" + number, "ACK*IA*24*EA~");

    ObjectNode booking = Bodies.booking(RunningSandbox.fresh("Reader"));
    booking.put("order_id", order.path("id").asText());
    ((ObjectNode) booking.at("/parcels/0")).put("sscc", "006141410000000012");
    String shipment =
        api.post("/v1/shipments", RunningSandbox.fresh("book"), booking).expect(201).id();
    api.post(
            path + "/shipment-confirmations",
            RunningSandbox.fresh("confirm"),
            Bodies.object().put("shipment_id", shipment))
        .expect(200);
    String notice = found("856", 1).getFirst();
    assertThat(notice)
        .contains(
            "HL*1**S*1~",
            "HL*2*1*O*1~",
            "HL*3*2*P*1~",
            "MAN*GM*006141410000000012~",
            "HL*4*3*I*0~");
    assertThat(api.get(path).path("status").asText()).isEqualTo("shipped");

    api.post(
            path + "/invoices",
            RunningSandbox.fresh("invoice"),
            Bodies.object().put("invoice_number", "INV-" + number))
        .expect(200);
    String invoice = found("810", 1).getFirst();
    assertThat(invoice).contains("BIG*", "*INV-" + number + "*", "TDS*83952~");

    // The retailer takes the answer and the notice, and rejects the invoice.
    JsonNode sent = sentFor("send-invoice");
    assertThat(sent.path("status").asText()).isEqualTo("awaited");
    String group = sent.at("/transactions/0/group_control_number").asText();
    leave(
        "ack-" + number + ".edi",
        x12(
            NUMBER.incrementAndGet(),
            "FA",
            "997",
            "AK1*IN*" + group,
            "AK2*810*0001",
            "AK3*BIG*2",
            "AK4*4*324*7*PO",
            "AK5*R*5",
            "AK9*R*1*1*0"));
    JsonNode rejected =
        Await.until(
            "the rejection is known",
            () -> api.get("/v1/interchanges/" + sent.path("id").asText()),
            one -> one.path("status").asText().equals("rejected"));
    assertThat(rejected.at("/transactions/0/faults/0/element_position").asInt()).isEqualTo(4);
    assertThat(rejected.at("/transactions/0/faults/0/segment").asText()).isEqualTo("BIG");
    assertThat(events("interchange.updated"))
        .anyMatch(one -> one.path("subject").equals(rejected.path("id")));
    // One 997 for the order, none for the retailer's own.
    assertThat(files("997")).hasSize(1);
    leaveNothing();
  }

  @Test
  void whatIsNotAcknowledgedInTimeIsOverdueAndALateWordStillHolds() {
    int number = NUMBER.incrementAndGet();
    leave("po-" + number + ".edi", order(number, "PO-" + number));
    String order = "/v1/orders/" + ledger("PO-" + number).path("id").asText();
    api.post(order + "/acknowledgements", RunningSandbox.fresh("acknowledge"), Bodies.object())
        .expect(200);
    found("855", 1);
    JsonNode sent = sentFor("acknowledge-order");

    overdueAfter(Duration.ofHours(23)).tell();
    assertThat(status(sent)).isEqualTo("awaited");
    for (int time = 0; time < 2; time++) {
      overdueAfter(Duration.ofHours(25)).tell();
    }
    assertThat(status(sent)).isEqualTo("overdue");
    assertThat(told(sent)).containsExactly("overdue");
    assertThat(overdue()).extracting(one -> one.path("id")).contains(sent.path("id"));

    String group = sent.at("/transactions/0/group_control_number").asText();
    leave(
        "ack-" + number + ".edi",
        x12(NUMBER.incrementAndGet(), "FA", "997", "AK1*PR*" + group, "AK9*A*1*1*1"));
    Await.until("it is accepted", () -> status(sent), "accepted"::equals);
    assertThat(told(sent)).containsExactly("overdue", "accepted");
    overdueAfter(Duration.ofHours(25)).tell();
    assertThat(status(sent)).isEqualTo("accepted");
    leaveNothing();
  }

  @Test
  void aBrokenOrderIsAnsweredWithTheElementAtFaultAndTheOthersAreTaken() {
    int number = NUMBER.incrementAndGet();
    String good = transaction("0001", "850", orderSegments("PO-" + number));
    String bad =
        transaction("0002", "850", orderSegments("PO-" + number + "-B"))
            .replace("PO1*1*24*EA", "PO1*1*many*EA");
    leave("broken-" + number + ".edi", interchange(number, "PO", good, bad));

    String answer = found("997", 1).getFirst();
    assertThat(answer)
        .contains(
            "AK2*850*0001~AK5*A~",
            "AK2*850*0002~AK3*PO1*7*PO1*8~AK4*2*330*6*many~AK5*R*5~",
            "AK9*P*2*2*1~");
    ledger("PO-" + number);
    assertThat(orders("PO-" + number + "-B")).isEmpty();
    JsonNode interchange = incoming(number);
    assertThat(interchange.path("status").asText()).isEqualTo("partially_accepted");
    assertThat(interchange.at("/transactions/1/faults/0/message").asText())
        .isEqualTo("PO102 in segment 7 has a character that its type doesn't have: many");
    leaveNothing();
  }

  @Test
  void aSegmentThatIsNotKnownIsNotedAndTheOrderTaken() {
    int number = NUMBER.incrementAndGet();
    String text =
        transaction("0001", "850", orderSegments("PO-" + number)).replace("CTT*1~", "CTT*1~ZZ9*X~");
    leave("noted-" + number + ".edi", interchange(number, "PO", text.replace("SE*10", "SE*11")));

    assertThat(found("997", 1).getFirst()).contains("AK3*ZZ9*", "AK5*E*5~", "AK9*E*1*1*1~");
    ledger("PO-" + number);
    leaveNothing();
  }

  @Test
  void aCardsNumberInATransactionIsMaskedBeforeItIsKept() {
    int number = NUMBER.incrementAndGet();
    leave(
        "card-" + number + ".edi",
        order(number, "PO-" + number).replace("350 Fifth Avenue", "4242 4242 4242 4242"));

    JsonNode order = ledger("PO-" + number);
    assertThat(order.toString()).contains("**** **** **** ****").doesNotContain("4242");
    assertThat(order.at("/line_items/0/gtin").asText()).endsWith("12345678905");
    JsonNode messages = api.get("/v1/messages?partner=edi-retailer&status=applied");
    assertThat(messages.path("data").findValuesAsText("id"))
        .isNotEmpty()
        .noneMatch(id -> api.get("/v1/messages/" + id).toString().contains("4242 4242"));
    found("997", 1);
    leaveNothing();
  }

  @Test
  void aNumberThatCameBeforeIsRefusedAndARepeatAnsweredAgain() {
    int number = NUMBER.incrementAndGet();
    leave("first-" + number + ".edi", order(number, "PO-" + number));
    String answer = found("997", 1).getFirst();
    ledger("PO-" + number);

    leave("repeat-" + number + ".edi", order(number, "PO-" + number));
    assertThat(found("997", 2)).containsExactly(answer, answer);

    leave("other-" + number + ".edi", order(number, "PO-" + number + "-X"));
    String refusal = found("ta1", 1).getFirst();
    assertThat(refusal).contains("TA1*%09d*261120*0930*R*025~".formatted(number));
    assertThat(toUs.resolve("refused/other-" + number + ".edi")).exists();
    assertThat(orders("PO-" + number + "-X")).isEmpty();
    leaveNothing();
  }

  @Test
  void numbersOutOfSequenceAreFlagged() {
    int number = NUMBER.addAndGet(10);
    leave("gap-" + number + ".edi", order(number, "PO-" + number));
    leave("late-" + number + ".edi", order(number - 5, "PO-" + (number - 5)));
    found("997", 2);

    assertThat(incoming(number).path("sequence").asText()).isEqualTo("gap");
    assertThat(incoming(number - 5).path("sequence").asText()).isEqualTo("late");
    leaveNothing();
  }

  @Test
  void whatIsCutOffIsNoInterchangeOrIsForSomebodyElseLeavesNothingButItsReason() {
    int number = NUMBER.incrementAndGet();
    String whole = order(number, "PO-" + number);
    leave("cut-" + number + ".edi", whole.substring(0, whole.indexOf("CTT")));
    assertThat(found("ta1", 1).getFirst()).contains("*R*023~");

    leave("bom-" + number + ".edi", "\uFEFF" + whole);
    leave("zip-" + number + ".edi", "PK\u0003\u0004whatever");
    leave(
        "latin-" + number + ".edi",
        whole.replace("Harbor Market", "H\u00e4fen"),
        java.nio.charset.StandardCharsets.ISO_8859_1);
    leave("theirs-" + number + ".edi", whole.replace("*MERCHANT       *", "*SOMEBODY       *"));
    for (String name : List.of("bom", "zip", "latin", "theirs")) {
      Await.until(
          name + " is put away",
          () -> Files.exists(toUs.resolve("refused/" + name + "-" + number + ".edi")),
          there -> there);
    }
    List<JsonNode> files = api.all("/v1/files?partner=edi-retailer&status=refused");
    assertThat(reason(files, "bom-" + number)).contains("byte order mark");
    assertThat(reason(files, "zip-" + number)).contains("compressed");
    assertThat(reason(files, "latin-" + number)).contains("isn't encoded in UTF-8");
    assertThat(reason(files, "theirs-" + number)).contains("isn't for us");
    assertThat(orders("PO-" + number)).isEmpty();
    leaveNothing();
  }

  @Test
  void edifactComesByTheSameWay() {
    int number = NUMBER.incrementAndGet();
    String head = "UNB+UNOC:3+4012345000009:14+4098765000005:14+261120:0930+E" + number + "'";
    String body =
        "BGM+220+PO-E%d+9'DTM+137:20261120:102'NAD+DP+4012345000016::9++Kaufhaus Nord+Hafenstraße 5+Hamburg++20457+DE'LIN+1++4000862141404:EN'QTY+21:12'PRI+AAA:3.95'UNS+S'"
            .formatted(number);
    leave(
        "orders-" + number + ".edi",
        head
            + "UNH+1+ORDERS:D:96A:UN'"
            + body
            + "UNT+9+1'UNH+2+ORDERS:D:96A:UN'"
            + body.replace("QTY+21:12", "QTY+21:zwölf")
            + "UNT+9+2'UNZ+2+E"
            + number
            + "'");

    String answer = found("contrl", 1).getFirst();
    assertThat(answer)
        .contains(
            "UCI+E" + number + "+4012345000009:14+4098765000005:14+7'",
            "UCM+1+ORDERS:D:96A:UN+7'",
            "UCM+2+ORDERS:D:96A:UN+4'UCS+6'UCD+37+1:2'");
    assertThat(ledger("PO-E" + number).path("currency").asText()).isEqualTo("USD");
    leaveNothing();
  }

  // What the retailer writes.

  private static List<String> orderSegments(String purchaseOrder) {
    return List.of(
        "BEG*00*SA*" + purchaseOrder + "**20261120",
        "CUR*BY*USD",
        "N1*ST*Harbor Market Store 817*92*00817",
        "N3*350 Fifth Avenue",
        "N4*New York*NY*10118*US",
        "PO1*1*24*EA*34.98**UP*012345678905*VN*KETTLE-12",
        "PID*F****Gooseneck kettle",
        "CTT*1");
  }

  private static String order(int number, String purchaseOrder) {
    return interchange(number, "PO", transaction("0001", "850", orderSegments(purchaseOrder)));
  }

  private static String x12(int number, String functionalId, String type, String... segments) {
    return interchange(number, functionalId, transaction("0001", type, List.of(segments)));
  }

  private static String transaction(String number, String type, List<String> segments) {
    List<String> all = new ArrayList<>();
    all.add("ST*%s*%s".formatted(type, number));
    all.addAll(segments);
    all.add("SE*%d*%s".formatted(all.size() + 1, number));
    return String.join("~", all) + "~";
  }

  private static String interchange(int number, String functionalId, String... transactions) {
    return "ISA*00*          *00*          *ZZ*RETAILER       *ZZ*MERCHANT       *261120*0930*^*00501*%09d*0*P*>~"
            .formatted(number)
        + "GS*%s*RETAILER*MERCHANT*20261120*0930*%d*X*005010~".formatted(functionalId, number)
        + String.join("", transactions)
        + "GE*%d*%d~IEA*1*%09d~".formatted(transactions.length, number, number);
  }

  private static void leave(String name, String text) {
    leave(name, text, UTF_8);
  }

  private static void leave(String name, String text, java.nio.charset.Charset charset) {
    try {
      Path half = toUs.resolve(name + ".part");
      Files.write(half, text.getBytes(charset));
      Files.move(half, toUs.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // What the retailer finds.

  private static List<String> found(String what, int many) {
    return Await.until(what + " is there", () -> files(what), all -> all.size() == many);
  }

  private static List<String> files(String what) {
    try (Stream<Path> found = Files.list(toThem)) {
      List<String> contents = new ArrayList<>();
      for (Path file : found.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith("edi-retailer." + what + ".") && name.endsWith(".edi")) {
          contents.add(Files.readString(file));
        }
      }
      return contents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The retailer fetches all that is there. */
  private static void leaveNothing() {
    try (Stream<Path> found = Files.list(toThem)) {
      for (Path file : found.toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // What the API says.

  private static JsonNode ledger(String number) {
    return Await.until(number + " is in the ledger", () -> orders(number), all -> all.size() == 1)
        .getFirst();
  }

  private static List<JsonNode> orders(String number) {
    return api.all("/v1/orders?partner=edi-retailer").stream()
        .filter(order -> order.path("order_number").asText().equals(number))
        .toList();
  }

  private static JsonNode incoming(int number) {
    String control = "%09d".formatted(number);
    String id =
        api.all("/v1/interchanges?partner=edi-retailer").stream()
            .filter(one -> one.path("direction").asText().equals("in"))
            .filter(one -> one.path("control_number").asText().equals(control))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asText();
    return api.get("/v1/interchanges/" + id);
  }

  private static String status(JsonNode interchange) {
    return api.get("/v1/interchanges/" + interchange.path("id").asText()).path("status").asText();
  }

  private static List<JsonNode> overdue() {
    return api.all("/v1/interchanges?partner=edi-retailer&status=overdue");
  }

  /** What events said of it, the first first. */
  private static List<String> told(JsonNode interchange) {
    return events("interchange.updated").stream()
        .filter(one -> one.path("subject").equals(interchange.path("id")))
        .map(one -> one.at("/data/status").asText())
        .toList();
  }

  /** The gateway's look at what is overdue, so much later. */
  private static OverdueAcknowledgements overdueAfter(Duration time) {
    ApplicationContext gateway = sandbox.gateway();
    return new OverdueAcknowledgements(
        gateway.getBean(EdiPartners.class),
        gateway.getBean(Interchanges.class),
        gateway.getBean(EdiEvents.class),
        gateway.getBean(TransactionTemplate.class),
        gateway.getBean(MeterRegistry.class),
        InstantSource.offset(InstantSource.system(), time));
  }

  private static JsonNode sentFor(String kind) {
    String operation =
        api.all("/v1/operations?partner=edi-retailer").stream()
            .filter(one -> one.path("kind").asText().equals(kind))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asText();
    JsonNode sent = api.all("/v1/interchanges?operation_id=" + operation).getFirst();
    return api.get("/v1/interchanges/" + sent.path("id").asText());
  }

  private static List<JsonNode> events(String type) {
    return api.all("/v1/events").stream()
        .filter(one -> one.path("type").asText().contains(type))
        .toList();
  }

  private static String reason(List<JsonNode> files, String name) {
    return files.stream()
        .filter(one -> one.path("name").asText().startsWith(name))
        .map(one -> one.path("reason").asText())
        .findFirst()
        .orElse("no such file among " + files);
  }
}
