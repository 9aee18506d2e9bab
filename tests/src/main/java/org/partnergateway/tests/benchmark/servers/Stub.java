package org.partnergateway.tests.benchmark.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

  /** From now on what is below {@code /other/} is taken and never answered, or is again. */
  public void hang(boolean hangs) {
    process.ask(hangs ? "hang" : "answer");
  }

  /** From now on what is below {@code /limited/} is held against a limit, from a full bucket. */
  public void limit(double perSecond, int burst) {
    process.ask("limit %s %d".formatted(perSecond, burst));
  }

  /** How many calls below {@code /limited/} were within the limit, and how many were not. */
  public List<Long> limited() {
    return Stream.of(process.ask("limited").split(" ")).map(Long::valueOf).toList();
  }

  @Override
  public void close() {
    process.close();
  }
}
