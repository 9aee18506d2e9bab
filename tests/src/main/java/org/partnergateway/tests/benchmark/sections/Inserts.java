package org.partnergateway.tests.benchmark.sections;

import java.nio.file.Path;
import java.util.Optional;
import org.partnergateway.tests.benchmark.servers.EmbeddedDatabase;
import org.partnergateway.tests.benchmark.servers.Pgbench;
import org.partnergateway.tests.benchmark.servers.Programs;

/** Rows inserted one a transaction, which is what an inbox could do without any cleverness. */
interface Inserts {
  int CONNECTIONS = 32;

  /** By whom. */
  String name();

  /** Rows a second. */
  double perSecond(int seconds);

  /** By pgbench where it is installed, else by ourselves. */
  static Inserts into(EmbeddedDatabase database, String body, Path temporary, Path logs) {
    database.execute(
        """
        create table benchmark_inbox (
          id bigserial primary key, message_id text not null unique, body bytea not null)""");
    Optional<Path> pgbench = Programs.find("pgbench");
    if (pgbench.isEmpty()) {
      return new JdbcInserts(database, body);
    }
    Pgbench program = new Pgbench(pgbench.get(), database, temporary, logs);
    return new Inserts() {
      @Override
      public String name() {
        return "pgbench";
      }

      @Override
      public double perSecond(int seconds) {
        return program.run(
            """
            \\set n random(1, 9000000000000000000)
            insert into benchmark_inbox (message_id, body) values ('evt_' || :n, :body);
            """,
            body,
            CONNECTIONS,
            seconds);
      }
    };
  }
}
