package org.partnergateway.routes.store.postgres;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the embedded server is told. */
final class ServerSettings {
  /**
   * Written to a new data directory's {@code postgresql.conf}, where an operator may change them.
   */
  static final Map<String, String> TUNING = tuning();

  private ServerSettings() {}

  /**
   * Given at every start, above any file: what the promise to lose nothing rests on, and who may
   * connect from where.
   */
  static String commandLine(int port) {
    Map<String, String> fixed = new LinkedHashMap<>();
    fixed.put("fsync", "on");
    fixed.put("synchronous_commit", "on");
    fixed.put("full_page_writes", "on");
    fixed.put("listen_addresses", "127.0.0.1");
    fixed.put("port", Integer.toString(port));
    fixed.put("unix_socket_directories", "");
    return fixed.entrySet().stream()
        .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
        .collect(joining(" "));
  }

  private static Map<String, String> tuning() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("shared_buffers", "128MB");
    settings.put("max_connections", "100");
    settings.put("timezone", "UTC");
    // Whole pages in the log are rarer with distant checkpoints, and smaller compressed.
    settings.put("wal_compression", "on");
    settings.put("checkpoint_timeout", "15min");
    settings.put("max_wal_size", "2GB");
    settings.put("min_wal_size", "256MB");
    settings.put("wal_buffers", "16MB");
    // No helper processes for reading: the data is hot, and the machine small.
    settings.put("io_method", "sync");
    settings.put("max_logical_replication_workers", "0");
    settings.put("jit", "off");
    // What goes wrong with a statement is told to the gateway; the server's log keeps what happens
    // to the server, and so stays small and free of customers' data.
    settings.put("log_min_messages", "log");
    settings.put("log_checkpoints", "off");
    return Map.copyOf(settings);
  }
}
