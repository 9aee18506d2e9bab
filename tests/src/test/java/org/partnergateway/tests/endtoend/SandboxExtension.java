package org.partnergateway.tests.endtoend;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands every test that asks for it the one sandbox, started for the first and closed at the end.
 * What earlier tests have left to be tried again is parked, so that it takes no effect in a later
 * one.
 */
final class SandboxExtension implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningSandbox.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    RunningSandbox sandbox =
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .getOrComputeIfAbsent(
                RunningSandbox.class, type -> new RunningSandbox(), RunningSandbox.class);
    sandbox.store().parkWhatWaits();
    return sandbox;
  }
}
