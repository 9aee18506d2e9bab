package org.partnergateway.routes.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** The store's connections, a pool for each {@link Share}. */
public final class SharedDataSource extends AbstractRoutingDataSource implements AutoCloseable {
  private final Map<Share, HikariDataSource> pools = new EnumMap<>(Share.class);

  /**
   * @param settings what all pools have in common; its sizes are those of all together
   */
  public SharedDataSource(HikariConfig settings) {
    for (Share share : Share.values()) {
      HikariDataSource pool = new HikariDataSource();
      settings.copyStateTo(pool);
      pool.setPoolName("store-" + share.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      pool.setMaximumPoolSize(share.of(settings.getMaximumPoolSize()));
      if (settings.getMinimumIdle() >= 0) {
        pool.setMinimumIdle(share.of(settings.getMinimumIdle()));
      }
      pools.put(share, pool);
    }
    setTargetDataSources(new HashMap<>(pools));
    setLenientFallback(false);
    afterPropertiesSet();
  }

  @Override
  protected Object determineCurrentLookupKey() {
    return Share.current();
  }

  @Override
  public void close() {
    pools.values().forEach(HikariDataSource::close);
  }
}
