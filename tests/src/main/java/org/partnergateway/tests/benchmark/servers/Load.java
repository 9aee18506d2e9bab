package org.partnergateway.tests.benchmark.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.partnergateway.tests.benchmark.load.LoadGenerator;
import org.partnergateway.tests.benchmark.load.LoadResult;
import org.partnergateway.tests.benchmark.load.LoadRun;

/** The load generator's process. */
public final class Load implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChildProcess process;

  private Load(ChildProcess process) {
    this.process = process;
  }

  /** Starts it. */
  public static Load start(Path logs) {
    return start("load", logs);
  }

  /** Starts one of several. */
  public static Load start(String name, Path logs) {
    return new Load(
        ChildProcess.piped(
            name,
            logs,
            JavaCommand.main("256m", JavaCommand.classpath(), LoadGenerator.class.getName())));
  }

  /** Runs it once; throws when a single answer was not a 2xx. */
  public LoadResult run(LoadRun run) {
    try {
      String answer = process.ask(JSON.writeValueAsString(run));
      LoadResult result = JSON.readValue(answer, LoadResult.class);
      if (result.failure() != null) {
        throw new IllegalStateException("run " + run.name() + " failed: " + result.failure());
      }
      return result;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the load generator does not speak JSON", e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
