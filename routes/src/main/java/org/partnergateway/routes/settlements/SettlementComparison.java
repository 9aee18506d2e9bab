package org.partnergateway.routes.settlements;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.ledger.DocumentKind;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.LedgerEntry;
import org.partnergateway.routes.store.settlements.Differences;
import org.partnergateway.routes.store.settlements.LineMatches;
import org.partnergateway.routes.store.settlements.SettlementSums;
import org.partnergateway.routes.store.settlements.SettlementSums.Sum;
import org.partnergateway.routes.store.settlements.Settlements;
import org.partnergateway.routes.store.settlements.Settlements.Settlement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sums up settlements whose lines have stopped coming, and holds them against the ledger; each in a
 * transaction of its own.
 */
public final class SettlementComparison {
  private static final Logger LOG = LoggerFactory.getLogger(SettlementComparison.class);
  private static final String KIND = DocumentKind.SETTLEMENT.word();

  /** A file that is being read brings more lines sooner than that. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final Settlements settlements;
  private final LineMatches matches;
  private final Differences differences;
  private final SettlementSums sums;
  private final Ledger ledger;
  private final LedgerWriter writer;
  private final TransactionTemplate transactions;
  private final InstantSource clock;

  public SettlementComparison(
      Settlements settlements,
      LineMatches matches,
      Differences differences,
      SettlementSums sums,
      Ledger ledger,
      LedgerWriter writer,
      TransactionTemplate transactions,
      InstantSource clock) {
    this.settlements = settlements;
    this.matches = matches;
    this.differences = differences;
    this.sums = sums;
    this.ledger = ledger;
    this.writer = writer;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Compares all that are to be compared, until there are none or it is interrupted. */
  public void run() {
    while (!Thread.currentThread().isInterrupted() && compareNext()) {}
  }

  private boolean compareNext() {
    AtomicReference<@Nullable Settlement> taken = new AtomicReference<>();
    try {
      transactions.executeWithoutResult(
          transaction -> {
            taken.set(settlements.takeChangedBefore(clock.instant().minus(QUIET)).orElse(null));
            Settlement one = taken.get();
            if (one != null) {
              compare(one);
            }
          });
      return taken.get() != null;
    } catch (RuntimeException e) {
      Settlement one = taken.get();
      if (one != null) {
        LOG.error("Settlement {} can't be compared; it is tried again", one.id(), e);
        // Behind the others, so that it holds up none of them.
        transactions.executeWithoutResult(
            transaction -> settlements.changed(List.of(one.number())));
      }
      return false;
    }
  }

  private void compare(Settlement one) {
    matches.ofSettlement(one.number());
    List<Long> others = differences.compare(one.number());
    differences.compareLines(one.number());
    List<Sum> found = sums.of(one.number());
    JsonNode document = ledger.find(KIND, one.id()).map(LedgerEntry::document).orElseThrow();
    comparePayout(one, found, document.path("payout"));
    ObjectNode set = set(found);
    set.put("differences", differences.count(one.number()));
    // As it would be read, so that the same sums are no change.
    ObjectNode read = (ObjectNode) StrictJson.read(StrictJson.write(set));
    writer.apply(one.partner(), Change.of(KIND, one.id(), read), clock.instant());
    settlements.changed(others);
  }

  private void comparePayout(Settlement one, List<Sum> found, JsonNode payout) {
    if (payout.isObject()) {
      String currency = payout.path("currency").asText();
      long settled =
          found.stream().filter(sum -> sum.currency().equals(currency)).mapToLong(Sum::net).sum();
      differences.comparePayout(one.number(), currency, payout.path("amount").asLong(), settled);
    }
  }

  private static ObjectNode set(List<Sum> found) {
    ObjectNode set = StrictJson.nodes().objectNode();
    List<String> currencies = found.stream().map(Sum::currency).distinct().toList();
    if (currencies.size() == 1) {
      String currency = currencies.getFirst();
      set.set("gross", money(found.stream().mapToLong(Sum::gross).sum(), currency));
      set.set("fees", money(found.stream().mapToLong(Sum::fee).sum(), currency));
      set.set("net", money(found.stream().mapToLong(Sum::net).sum(), currency));
    }
    ArrayNode totals = set.putArray("totals");
    for (Sum sum : found) {
      ObjectNode total = totals.addObject().put("type", sum.type()).put("lines", sum.lines());
      total.set("gross", money(sum.gross(), sum.currency()));
      total.set("fees", money(sum.fee(), sum.currency()));
      total.set("net", money(sum.net(), sum.currency()));
    }
    set.putObject("lines")
        .put("total", found.stream().mapToLong(Sum::lines).sum())
        .put("matched", found.stream().mapToLong(Sum::matched).sum())
        .put("unmatched", found.stream().mapToLong(Sum::unmatched).sum());
    return set;
  }

  private static ObjectNode money(long amount, String currency) {
    return StrictJson.nodes().objectNode().put("amount", amount).put("currency", currency);
  }
}
