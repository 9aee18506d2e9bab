package org.partnergateway.tests.startup;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/**
 * Keeps what a start that fails tells its operator, by the thread that starts. The log has it too,
 * but all gateways of a JVM share one, and each that begins or ends sets it up anew.
 */
public final class ToldFailures implements FailureAnalysisReporter {
  private static final Map<Thread, FailureAnalysis> TOLD = new ConcurrentHashMap<>();

  @Override
  public void report(FailureAnalysis analysis) {
    TOLD.put(Thread.currentThread(), analysis);
  }

  /** What the last start on this thread told, description and action; told once. */
  static String take() {
    FailureAnalysis told = TOLD.remove(Thread.currentThread());
    if (told == null) {
      throw new AssertionError("the operator was told nothing but a stack trace");
    }
    return told.getDescription() + "\n" + told.getAction();
  }
}
