package org.partnergateway.routes.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Between columns and what the gateway uses: times as Instant, documents as JSON trees. */
public final class Columns {
  // Numbers keep every digit they were written with.
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Columns() {}

  /** A tree as the text of a json column. */
  public static String json(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a tree that cannot be written as JSON", e);
    }
  }

  /** As {@link #json}, for a column that may be null. */
  public static @Nullable String jsonOrNull(@Nullable JsonNode tree) {
    return tree == null ? null : json(tree);
  }

  /** The tree in a json column. */
  public static JsonNode json(ResultSet row, String column) throws SQLException {
    JsonNode tree = jsonOrNull(row, column);
    if (tree == null) {
      throw new SQLException("column " + column + " is null");
    }
    return tree;
  }

  /** As {@link #json(ResultSet, String)}, for a column that may be null. */
  public static @Nullable JsonNode jsonOrNull(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    if (text == null) {
      return null;
    }
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new SQLException("column " + column + " holds no JSON", e);
    }
  }

  /** A time as JDBC wants it. */
  public static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** As {@link #time(Instant)}, for a column that may be null. */
  public static @Nullable OffsetDateTime timeOrNull(@Nullable Instant instant) {
    return instant == null ? null : time(instant);
  }

  /** The time in a column. */
  public static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** As {@link #time(ResultSet, String)}, for a column that may be null. */
  public static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** A time as exact as a column keeps it, so that what was written equals what is read. */
  public static Instant toMicros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }
}
