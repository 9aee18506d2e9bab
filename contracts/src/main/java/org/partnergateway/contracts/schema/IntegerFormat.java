package org.partnergateway.contracts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.format.Format;
import java.math.BigDecimal;

/** OpenAPI's integer widths, which the validator knows by name only. */
enum IntegerFormat implements Format {
  INT32("int32", Integer.MIN_VALUE, Integer.MAX_VALUE),
  INT64("int64", Long.MIN_VALUE, Long.MAX_VALUE);

  private final String text;
  private final BigDecimal least;
  private final BigDecimal most;

  IntegerFormat(String text, long least, long most) {
    this.text = text;
    this.least = BigDecimal.valueOf(least);
    this.most = BigDecimal.valueOf(most);
  }

  @Override
  public String getName() {
    return text;
  }

  @Override
  public boolean matches(ExecutionContext execution, SchemaContext schema, JsonNode value) {
    if (!value.isNumber()) {
      return true;
    }
    BigDecimal number = value.decimalValue();
    return number.compareTo(least) >= 0 && number.compareTo(most) <= 0;
  }
}
