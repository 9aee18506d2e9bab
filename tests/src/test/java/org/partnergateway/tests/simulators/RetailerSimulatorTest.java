package org.partnergateway.tests.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.tests.simulators.data.SimulatorFiles;
import org.partnergateway.tests.simulators.edi.RetailerSimulator;

/** That the simulated retailer takes what it should, and nothing else. */
class RetailerSimulatorTest {
  private static final DefinitionTree DEFINITIONS =
      DefinitionTree.ofDirectory(SimulatorFiles.repository());
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-11-27T15:30:00Z"));
  private static final String SSCC = "095060001000000012";

  @TempDir Path directory;
  private RetailerSimulator retailer;
  private String order;
  private int number;

  @BeforeEach
  void start() {
    retailer = new RetailerSimulator(directory, DEFINITIONS, NOW);
    retailer.place();
    order = left().getFirst().replaceAll("(?s).*BEG\\*00\\*DS\\*([^*]+)\\*.*", "$1");
  }

  @AfterEach
  void stop() {
    retailer.close();
  }

  @Test
  void whatIsAnsweredShippedAndInvoicedTakesEffectOnceAndIsAccepted() {
    assertThat(send("PR", answer(order))).contains("AK5*A~", "AK9*A*1*1*1~");
    assertThat(send("SH", notice(order, SSCC, 12))).contains("AK9*A*1*1*1~");
    assertThat(send("IN", invoice("INV-1", 12, "14.50", 17400))).contains("AK9*A*1*1*1~");
    assertThat(retailer.effects())
        .isEqualTo(
            Map.of("purchase_orders", 1L, "order_answers", 1L, "ship_notices", 1L, "invoices", 1L));
  }

  @Test
  void anInterchangeThatComesAgainTakesNoEffect() {
    String interchange = interchange(7, "SH", notice(order, SSCC, 6));
    leave(interchange);
    leave(interchange);
    assertThat(retailer.effects())
        .containsEntry("ship_notices", 1L)
        .containsEntry("repeated_interchanges", 1L);
  }

  @Test
  void whatNobodyOrderedIsRejected() {
    assertThat(send("PR", answer("PO-UNKNOWN"))).contains("AK5*R*5~", "AK9*R*1*1*0~");
    assertThat(send("SH", notice(order, SSCC, 13))).contains("AK9*R*1*1*0~");
    assertThat(send("SH", notice(order, "095060001000000013", 12))).contains("AK9*R*1*1*0~");
    assertThat(send("IN", invoice("INV-1", 12, "14.50", 17400))).contains("AK9*R*1*1*0~");
    assertThat(retailer.effects())
        .isEqualTo(Map.of("purchase_orders", 1L, "refused_transactions", 4L));
  }

  @Test
  void aPackageComesOnce() {
    send("SH", notice(order, SSCC, 6));
    assertThat(send("SH", notice(order, SSCC, 6))).contains("AK9*R*1*1*0~");
  }

  @Test
  void anInvoiceIsForWhatWasShippedAtThePriceOrdered() {
    send("SH", notice(order, SSCC, 6));
    assertThat(send("IN", invoice("INV-1", 7, "14.50", 10150))).contains("AK9*R*1*1*0~");
    assertThat(send("IN", invoice("INV-1", 6, "15.50", 9300))).contains("AK9*R*1*1*0~");
    assertThat(send("IN", invoice("INV-1", 6, "14.50", 8699))).contains("AK9*R*1*1*0~");
    assertThat(send("IN", invoice("INV-1", 3, "14.50", 4350))).contains("AK9*A*1*1*1~");
    assertThat(send("IN", invoice("INV-1", 3, "14.50", 4350))).contains("AK9*R*1*1*0~");
  }

  @Test
  void whatBreaksItsSchemaIsToldByItsElement() {
    List<String> broken = new ArrayList<>(notice(order, SSCC, 12));
    broken.set(1, "BSN*00**20261127*1530*0001");
    assertThat(send("SH", broken)).contains("AK3*BSN*2**8~AK4*2**1~AK5*R*5~");
  }

  @Test
  void whatIsForSomebodyElseOrMiscountedIsNotTaken() {
    leave(interchange(7, "SH", notice(order, SSCC, 12)).replace("*RETAILER", "*SOMEBODY"));
    leave(interchange(8, "SH", notice(order, SSCC, 12)).replace("GE*1*", "GE*2*"));
    leave("ISA*00*");
    assertThat(retailer.effects())
        .isEqualTo(Map.of("purchase_orders", 1L, "refused_interchanges", 3L));
  }

  private static List<String> answer(String order) {
    return List.of(
        "855",
        "BAK*00*AD*" + order + "*20261127*****20261127",
        "PO1*1*12*EA*14.5**UP*012345678905",
        "ACK*IA*12*EA",
        "CTT*1");
  }

  private static List<String> notice(String order, String mark, int units) {
    return List.of(
        "856",
        "BSN*00*0001*20261127*1530*0001",
        "HL*1**S*1",
        "HL*2*1*O*1",
        "PRF*%s***20261127".formatted(order),
        "HL*3*2*P*1",
        "MAN*GM*" + mark,
        "HL*4*3*I*0",
        "LIN*1*UP*012345678905",
        "SN1*1*%d*EA**12*EA".formatted(units),
        "CTT*4");
  }

  private List<String> invoice(String name, int units, String price, int cents) {
    return List.of(
        "810",
        "BIG*20261127*%s*20261127*%s".formatted(name, order),
        "IT1*1*%d*EA*%s**UP*012345678905".formatted(units, price),
        "TDS*" + cents,
        "CTT*1");
  }

  /** What the retailer says of it. */
  private String send(String functionalId, List<String> transaction) {
    leave(interchange(++number, functionalId, transaction));
    return left().getLast();
  }

  private void leave(String interchange) {
    try {
      Files.writeString(directory.resolve("inbound/" + ++number + ".edi"), interchange);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    retailer.advance();
  }

  private static String interchange(int control, String functionalId, List<String> transaction) {
    return "ISA*00*          *00*          *ZZ*MERCHANT       *ZZ*RETAILER       *261127*1530*^*00501*%09d*0*P*>~"
            .formatted(control)
        + "GS*%s*MERCHANT*RETAILER*20261127*1530*%d*X*005010~ST*%s*0001~"
            .formatted(functionalId, control, transaction.getFirst())
        + String.join("~", transaction.subList(1, transaction.size()))
        + "~SE*%d*0001~GE*1*%d~IEA*1*%09d~".formatted(transaction.size() + 1, control, control);
  }

  /** What the merchant would find, in the order in which it was left. */
  private List<String> left() {
    try (Stream<Path> files = Files.list(directory.resolve("outbound"))) {
      List<String> all = new ArrayList<>();
      for (Path file :
          files
              .filter(Files::isRegularFile)
              .sorted(java.util.Comparator.comparing(RetailerSimulatorTest::control))
              .toList()) {
        all.add(Files.readString(file));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long control(Path file) {
    return Long.parseLong(file.getFileName().toString().replaceAll("\\D", ""));
  }
}
