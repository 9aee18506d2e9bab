package org.partnergateway.tests.chaos;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.partnergateway.tests.history.Entry;
import org.partnergateway.tests.history.HistoryWriter;

/** Breaks things, one after the other, by a seed. Each breakage is recorded. */
final class Chaos {
  private static final Duration DISK_FULL_FOR = Duration.ofMillis(1_500);
  private static final double SHARE = 0.3;

  private final Database database;
  private final Gateways gateways;
  private final Partners partners;
  private final HistoryWriter history;
  private final Random random;
  private final AtomicInteger kills = new AtomicInteger();
  private final AtomicInteger others = new AtomicInteger();
  private final List<CompletableFuture<Void>> restarts = new ArrayList<>();

  Chaos(Database database, Gateways gateways, Partners partners, HistoryWriter history, long seed) {
    this.database = database;
    this.gateways = gateways;
    this.partners = partners;
    this.history = history;
    this.random = new Random(seed);
  }

  int kills() {
    return kills.get();
  }

  int others() {
    return others.get();
  }

  /** Kills a gateway and starts it again beside everything else. */
  void killGateway(int number) {
    if (!gateways.kill(number)) {
      return;
    }
    kills.incrementAndGet();
    history.add(fault("kill gateway", "gateway-" + number));
    restarts.add(CompletableFuture.runAsync(() -> gateways.restart(number)));
  }

  /** Until every gateway that was killed is there again. */
  void awaitRestarts() {
    CompletableFuture.allOf(restarts.toArray(CompletableFuture[]::new)).join();
    restarts.clear();
  }

  /** Something about PostgreSQL breaks, what it is says chance. */
  void troubleDatabase() throws SQLException, InterruptedException {
    switch (random.nextInt(3)) {
      case 0 -> terminateBackends();
      case 1 -> diskFull();
      default -> cutDatabase();
    }
  }

  /** One partner's connections are broken from now on. */
  void trouble() {
    List<String> all = partners.all();
    String partner = all.get(random.nextInt(all.size()));
    partners.trouble(partner, random.nextLong(), SHARE);
    broken("partner trouble", partner);
  }

  void troubleForAll() {
    partners.all().forEach(partner -> partners.trouble(partner, random.nextLong(), SHARE));
    broken("partner trouble", "all");
  }

  /** Partners are well again. */
  void relieve() {
    partners.calm();
  }

  void terminateBackends() throws SQLException {
    int ended = database.terminateBackends();
    broken("terminate backends", ended + " connections");
  }

  void cutDatabase() {
    database.proxy().resetAll();
    broken("cut database", "all connections");
  }

  void diskFull() throws SQLException, InterruptedException {
    broken("disk full", "PostgreSQL");
    database.diskFull(true);
    try {
      Thread.sleep(DISK_FULL_FOR);
    } finally {
      database.diskFull(false);
    }
  }

  void killDatabase() {
    broken("kill database", "PostgreSQL");
    database.killAndRestart();
  }

  /** Nothing is broken any more, as soon as those that were killed are there again. */
  void calm() {
    partners.calm();
    awaitRestarts();
    history.add(fault("calm", "everywhere"));
  }

  private void broken(String kind, String where) {
    others.incrementAndGet();
    history.add(fault(kind, where));
  }

  private static Entry.Fault fault(String kind, String where) {
    return new Entry.Fault(System.currentTimeMillis(), kind, where);
  }
}
