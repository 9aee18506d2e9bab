package org.partnergateway.routes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However much one kind of work takes, the others have their own. */
final class SharedDataSourceTest {
  @RegisterExtension static final StoreDatabase DATABASE = new StoreDatabase();

  private final List<Connection> taken = new ArrayList<>();

  @AfterEach
  void backToTheDefault() {
    Share.BACKGROUND.use();
  }

  private static SharedDataSource pools(int size) {
    HikariConfig settings = new HikariConfig();
    settings.setJdbcUrl(DATABASE.dataSource().getJdbcUrl());
    settings.setUsername(DATABASE.dataSource().getUsername());
    settings.setPassword(DATABASE.dataSource().getPassword());
    settings.setMaximumPoolSize(size);
    settings.setMinimumIdle(0);
    settings.setConnectionTimeout(250);
    return new SharedDataSource(settings);
  }

  private int takeAll(SharedDataSource pools) {
    int count = 0;
    try {
      while (true) {
        taken.add(pools.getConnection());
        count++;
      }
    } catch (SQLTransientConnectionException e) {
      return count;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoeverTakesAllTakesOnlyItsOwn(Share greedy) throws Exception {
    try (SharedDataSource pools = pools(20)) {
      greedy.use();
      assertThat(takeAll(pools)).isEqualTo(greedy.of(20));

      for (Share other : Share.values()) {
        other.use();
        if (other == greedy) {
          assertThatThrownBy(pools::getConnection)
              .isInstanceOf(SQLTransientConnectionException.class);
        } else {
          pools.getConnection().close();
        }
      }
      for (Connection connection : taken) {
        connection.close();
      }
    }
  }

  @Test
  void allSharesTogetherAreAllConnections() {
    assertThat(List.of(Share.values()))
        .extracting(share -> share.of(23))
        .containsExactly(4, 6, 4, 2, 3, 4);
    assertThat(List.of(Share.values()))
        .extracting(share -> share.of(46))
        .containsExactly(8, 12, 8, 4, 6, 8);
    assertThat(List.of(Share.values())).extracting(share -> share.of(1)).containsOnly(1);
  }
}
