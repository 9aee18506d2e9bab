package org.partnergateway.tests.simulators.edi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.edi.BrokenInterchangeException;
import org.partnergateway.contracts.edi.EdiContract;
import org.partnergateway.contracts.edi.EdiPart;
import org.partnergateway.contracts.edi.InterchangeReader;
import org.partnergateway.tests.files.SftpServer;
import org.partnergateway.tests.simulators.SimulatedAnswer;
import org.partnergateway.tests.simulators.SimulatedRequest;
import org.partnergateway.tests.simulators.Simulator;

/**
 * A retailer that buys by X12 over an SFTP server of its own. It leaves purchase orders there,
 * takes whatever the merchant leaves, holds each transaction to its schema and to what it ordered,
 * and acknowledges each interchange. One that comes twice takes no effect the second time.
 */
public final class RetailerSimulator implements Simulator, AutoCloseable {
  private static final String CONTRACTS = "contracts/partners/edi-retailer/";
  private static final String TO_MERCHANT = "outbound";
  private static final String TO_RETAILER = "inbound";
  private static final String WHOLE = ".edi";
  private static final String ACKNOWLEDGEMENT = "997";

  private final DefinitionTree definitions;
  private final Map<String, @Nullable EdiContract> contracts = new HashMap<>();
  private final X12Text text;
  private final PurchaseOrders orders = new PurchaseOrders();
  private final Map<String, Long> effects = new TreeMap<>();
  private final Set<String> seen = new HashSet<>();
  private final KeyPair user = SftpServer.newKey();
  private final SftpServer server;
  private final Path toMerchant;
  private final Path toRetailer;
  private long number;

  /**
   * @param directory of its SFTP server; what is left there of an earlier time is looked at first
   * @param definitions where the schemas of its transactions are
   */
  public RetailerSimulator(Path directory, DefinitionTree definitions, InstantSource clock) {
    this.definitions = definitions;
    this.text = new X12Text(clock);
    // Going on from the clock, so that a retailer that is started again repeats no number.
    this.number = clock.instant().getEpochSecond() % 100_000_000 * 10;
    this.server = SftpServer.on(directory, SftpServer.newKey(), user);
    this.toMerchant = server.directory(TO_MERCHANT);
    server.directory(TO_MERCHANT + "/processed");
    server.directory(TO_MERCHANT + "/refused");
    this.toRetailer = server.directory(TO_RETAILER);
  }

  @Override
  public String partner() {
    return "edi-retailer";
  }

  @Override
  public SimulatedAnswer answer(SimulatedRequest request) {
    String where = "The retailer is at sftp://127.0.0.1:%d.".formatted(server.port());
    return new SimulatedAnswer(
        404, Map.of("Content-Type", "text/plain; charset=utf-8"), where.getBytes(UTF_8));
  }

  /** What makes a gateway its merchant, by names below {@code gateway.partners.<id>.}. */
  public Map<String, String> gatewayProperties() {
    return Map.of(
        "settings.our_id",
        X12Text.MERCHANT,
        "settings.their_id",
        X12Text.RETAILER,
        "settings.sftp_host",
        "127.0.0.1",
        "settings.sftp_port",
        Integer.toString(server.port()),
        "settings.sftp_host_key",
        server.hostKeyLine(),
        "credentials.sftp_username",
        SftpServer.USER,
        "credentials.sftp_private_key",
        SftpServer.privateKey(user),
        "poll-every",
        "2s");
  }

  /** A buyer of the retailer orders. */
  public synchronized void place() {
    long control = ++number;
    String name = "PO" + control;
    leave(name, text.interchange(control, "PO", List.of(orders.place(name, text.today()))));
    count("purchase_orders");
  }

  /** Takes what the merchant has left. */
  public synchronized void advance() {
    try (Stream<Path> files = Files.list(toRetailer)) {
      for (Path file :
          files.filter(one -> one.getFileName().toString().endsWith(WHOLE)).sorted().toList()) {
        take(Files.readAllBytes(file));
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(byte[] interchange) {
    List<EdiPart> parts = read(interchange);
    if (parts.isEmpty()) {
      count("refused_interchanges");
      return;
    }
    Judgement judgement = null;
    for (EdiPart part : parts) {
      switch (part) {
        case EdiPart.InterchangeBegin begin -> {
          if (!seen.add(begin.interchange().controlNumber())) {
            count("repeated_interchanges");
            return;
          }
        }
        case EdiPart.GroupBegin group -> judgement = new Judgement(group.group());
        case EdiPart.Transaction transaction ->
            Objects.requireNonNull(judgement).add(transaction, effect(transaction));
        case EdiPart.GroupEnd end -> acknowledge(Objects.requireNonNull(judgement));
        default -> {}
      }
    }
  }

  /** All of it, before anything takes effect; nothing when it isn't to. */
  private List<EdiPart> read(byte[] interchange) {
    List<EdiPart> parts = new ArrayList<>();
    try (InterchangeReader reader =
        new InterchangeReader(new ByteArrayInputStream(interchange), UTF_8, this::contract)) {
      for (EdiPart part = reader.next(); part != null; part = reader.next()) {
        boolean sound =
            switch (part) {
              case EdiPart.InterchangeBegin begin -> X12Text.isForRetailer(begin.interchange());
              case EdiPart.GroupEnd end -> end.faults().isEmpty();
              case EdiPart.InterchangeEnd end -> end.faults().isEmpty();
              default -> true;
            };
        if (!sound) {
          return List.of();
        }
        parts.add(part);
      }
    } catch (BrokenInterchangeException e) {
      return List.of();
    }
    return parts;
  }

  private @Nullable EdiContract contract(String type) {
    String path = CONTRACTS + type + EdiContract.SUFFIX;
    return contracts.computeIfAbsent(
        type,
        unknown -> definitions.find(path).isPresent() ? EdiContract.read(definitions, path) : null);
  }

  /** Whether it took effect. */
  private boolean effect(EdiPart.Transaction transaction) {
    String effect =
        transaction.tree() == null || !transaction.faults().isEmpty()
            ? null
            : orders.effect(transaction.type(), transaction.tree());
    count(effect == null ? "refused_transactions" : effect);
    return effect != null;
  }

  private void acknowledge(Judgement judgement) {
    if (judgement.isOf(ACKNOWLEDGEMENT)) {
      return;
    }
    long control = ++number;
    leave("ACK" + control, text.interchange(control, "FA", List.of(judgement.acknowledgement())));
  }

  /** Half-written files are another name's. */
  private void leave(String name, String interchange) {
    try {
      Path half = toMerchant.resolve(name + ".part");
      Files.writeString(half, interchange);
      Files.move(half, toMerchant.resolve(name + WHOLE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void count(String effect) {
    effects.merge(effect, 1L, Long::sum);
  }

  @Override
  public synchronized Map<String, Long> effects() {
    return new TreeMap<>(effects);
  }

  @Override
  public void close() {
    server.close();
  }
}
