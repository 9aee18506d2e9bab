package org.partnergateway.routes.store.webhooks;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.partnergateway.routes.store.Columns;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Reads endpoints with their secrets. */
final class EndpointRows {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  EndpointRows(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * In the order of the rest.
   *
   * @param rest of the statement, where the endpoint is {@code e}; {@code :now} is there
   */
  List<WebhookEndpoint> read(String rest, UnaryOperator<StatementSpec> parameters) {
    OffsetDateTime now = Columns.time(clock.instant());
    List<WebhookEndpoint> endpoints =
        parameters
            .apply(jdbc.sql("select * from webhook_endpoint e " + rest))
            .param("now", now)
            .query(EndpointRows::endpoint)
            .list();
    if (endpoints.isEmpty()) {
      return endpoints;
    }
    Map<String, List<WebhookSecret>> secrets = new LinkedHashMap<>();
    RowCallbackHandler add =
        row ->
            secrets
                .computeIfAbsent(row.getString("endpoint"), id -> new ArrayList<>())
                .add(secret(row));
    jdbc.sql(
            """
            select * from webhook_secret
            where endpoint in (:ids) and (expires_at is null or expires_at > :now)
            order by id desc
            """)
        .param("ids", endpoints.stream().map(WebhookEndpoint::id).toList())
        .param("now", now)
        .query(add);
    return endpoints.stream()
        .map(endpoint -> with(endpoint, secrets.getOrDefault(endpoint.id(), List.of())))
        .toList();
  }

  private static WebhookSecret secret(ResultSet row) throws SQLException {
    return new WebhookSecret(
        row.getBytes("sealed"),
        row.getString("public_key"),
        Columns.time(row, "created_at"),
        Columns.timeOrNull(row, "expires_at"));
  }

  private static WebhookEndpoint with(WebhookEndpoint one, List<WebhookSecret> secrets) {
    return new WebhookEndpoint(
        one.id(),
        one.url(),
        one.description(),
        one.eventTypes(),
        one.signing(),
        one.headerNames(),
        one.sealedHeaders(),
        one.disabledReason(),
        one.disabledAt(),
        one.failingSince(),
        one.pausedUntil(),
        one.createdAt(),
        one.updatedAt(),
        secrets);
  }

  private static WebhookEndpoint endpoint(ResultSet row, int number) throws SQLException {
    return new WebhookEndpoint(
        row.getString("id"),
        row.getString("url"),
        row.getString("description"),
        texts(row, "event_types"),
        row.getString("signing"),
        texts(row, "header_names"),
        row.getBytes("sealed_headers"),
        row.getString("disabled_reason"),
        Columns.timeOrNull(row, "disabled_at"),
        Columns.timeOrNull(row, "failing_since"),
        Columns.timeOrNull(row, "paused_until"),
        Columns.time(row, "created_at"),
        Columns.time(row, "updated_at"),
        List.of());
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return List.of((String[]) array.getArray());
  }
}
