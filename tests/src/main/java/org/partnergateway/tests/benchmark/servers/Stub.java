package org.partnergateway.tests.benchmark.servers;

import java.nio.file.Path;
import org.partnergateway.tests.benchmark.stub.PartnerStub;

/** The stub's process. */
public final class Stub implements AutoCloseable {
  private final ChildProcess process;
  private final int port;

  private Stub(ChildProcess process) {
    this.process = process;
    this.port = Integer.parseInt(process.readLine());
  }

  /**
   * Starts it.
   *
   * @param answer the file that holds the bytes it answers
   */
  public static Stub start(Path logs, Path answer) {
    return new Stub(
        ChildProcess.piped(
            "stub",
            logs,
            JavaCommand.main(
                "128m", JavaCommand.classpath(), PartnerStub.class.getName(), answer.toString())));
  }

  public int port() {
    return port;
  }

  /** How many look-ups have come to it. */
  public long asked() {
    return Long.parseLong(process.ask(""));
  }

  @Override
  public void close() {
    process.close();
  }
}
