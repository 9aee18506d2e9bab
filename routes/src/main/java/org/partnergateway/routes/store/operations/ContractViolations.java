package org.partnergateway.routes.store.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers that broke their partner's contract, kept for people to look at. */
public final class ContractViolations {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  public ContractViolations(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Keeps an answer, for itself or in the caller's transaction. */
  public void keep(
      String partner,
      String subject,
      @Nullable String operationId,
      JsonNode violations,
      byte[] body) {
    jdbc.sql(
            """
            insert into contract_violation
              (partner, subject, operation_id, recorded_at, violations, body)
            values (:partner, :subject, :operationId, :now, :violations::json, :body)
            """)
        .param("partner", partner)
        .param("subject", subject)
        .param("operationId", operationId)
        .param("now", Columns.time(clock.instant()))
        .param("violations", Columns.json(violations))
        .param("body", body)
        .update();
  }

  /** What was kept of an operation, the latest first. */
  public List<ContractViolation> ofOperation(String operationId) {
    return jdbc.sql("select * from contract_violation where operation_id = ? order by id desc")
        .param(operationId)
        .query(ContractViolations::read)
        .list();
  }

  /** The latest of a partner. */
  public List<ContractViolation> latest(String partner, int limit) {
    return jdbc.sql("select * from contract_violation where partner = ? order by id desc limit ?")
        .params(partner, limit)
        .query(ContractViolations::read)
        .list();
  }

  private static ContractViolation read(ResultSet row, int number) throws SQLException {
    return new ContractViolation(
        row.getString("partner"),
        row.getString("subject"),
        row.getString("operation_id"),
        Columns.time(row, "recorded_at"),
        Columns.json(row, "violations"),
        row.getBytes("body"));
  }
}
