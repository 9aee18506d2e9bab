package org.partnergateway.routes.store.policy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.policy.PolicyMemory;
import org.partnergateway.routes.store.Columns;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The state of breakers and limiters in PostgreSQL. Replicas write over one another's. */
public final class StoredPolicies implements PolicyMemory {
  private static final String SAVE_BREAKER =
      """
      insert into breaker_memory (name, open_until, times_in_a_row, updated_at) values (?, ?, ?, ?)
      on conflict (name) do update set open_until = excluded.open_until,
        times_in_a_row = excluded.times_in_a_row, updated_at = excluded.updated_at
      """;

  private static final String SAVE_LIMITER =
      """
      insert into limiter_memory (name, not_before, learned_permits, learned_per_nanos, learned_burst,
        learned_max_waiting, learned_until, pace, refused_at, full_at, updated_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (name) do update set not_before = excluded.not_before,
        learned_permits = excluded.learned_permits, learned_per_nanos = excluded.learned_per_nanos,
        learned_burst = excluded.learned_burst, learned_max_waiting = excluded.learned_max_waiting,
        learned_until = excluded.learned_until, pace = excluded.pace, refused_at = excluded.refused_at,
        full_at = excluded.full_at, updated_at = excluded.updated_at
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final InstantSource clock;

  public StoredPolicies(JdbcTemplate jdbc, TransactionTemplate transactions, InstantSource clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public Snapshot load() {
    return new Snapshot(
        jdbc.query("select * from breaker_memory", StoredPolicies::breaker),
        jdbc.query("select * from limiter_memory", StoredPolicies::limiter));
  }

  private static BreakerState breaker(ResultSet row, int number) throws SQLException {
    return new BreakerState(
        row.getString("name"), Columns.timeOrNull(row, "open_until"), row.getInt("times_in_a_row"));
  }

  private static LimiterState limiter(ResultSet row, int number) throws SQLException {
    return new LimiterState(
        row.getString("name"),
        Columns.timeOrNull(row, "not_before"),
        learned(row),
        Columns.timeOrNull(row, "learned_until"),
        row.getDouble("pace"),
        Columns.timeOrNull(row, "refused_at"),
        Columns.timeOrNull(row, "full_at"));
  }

  private static @Nullable RateLimit learned(ResultSet row) throws SQLException {
    int permits = row.getInt("learned_permits");
    return row.wasNull()
        ? null
        : new RateLimit(
            permits,
            Duration.ofNanos(row.getLong("learned_per_nanos")),
            row.getInt("learned_burst"),
            row.getInt("learned_max_waiting"));
  }

  @Override
  public void save(Snapshot changed) {
    OffsetDateTime now = Columns.time(clock.instant());
    transactions.executeWithoutResult(
        transaction -> {
          changed.breakers().forEach(state -> save(state, now));
          changed.limiters().forEach(state -> save(state, now));
        });
  }

  private void save(BreakerState state, OffsetDateTime now) {
    jdbc.update(
        SAVE_BREAKER,
        state.name(),
        Columns.timeOrNull(state.openUntil()),
        state.timesInARow(),
        now);
  }

  private void save(LimiterState state, OffsetDateTime now) {
    RateLimit learned = state.learned();
    jdbc.update(
        SAVE_LIMITER,
        state.name(),
        Columns.timeOrNull(state.notBefore()),
        learned == null ? null : learned.permits(),
        learned == null ? null : learned.per().toNanos(),
        learned == null ? null : learned.burst(),
        learned == null ? null : learned.maxWaiting(),
        Columns.timeOrNull(state.learnedUntil()),
        state.pace(),
        Columns.timeOrNull(state.refusedAt()),
        Columns.timeOrNull(state.fullAt()),
        now);
  }
}
