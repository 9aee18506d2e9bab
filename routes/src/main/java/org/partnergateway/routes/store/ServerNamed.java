package org.partnergateway.routes.store;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds when the operator names a PostgreSQL server. */
final class ServerNamed implements Condition {
  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return !new NoServerNamed().matches(context, metadata);
  }
}
