package org.partnergateway.tests.benchmark.servers;

import java.nio.file.Path;
import java.util.List;

/** Spring Cloud Gateway as {@code tests/benchmark/spring-cloud-gateway} builds it. */
public final class SpringCloudGateway {
  private SpringCloudGateway() {}

  /**
   * Starts it and waits until it is ready.
   *
   * @param stubPort what it passes requests to
   */
  public static Server start(Path logs, String heap, Path jar, int stubPort) {
    int port = FreePort.find();
    int managementPort = FreePort.find();
    return JavaServer.start(
        "Spring Cloud Gateway",
        logs,
        heap,
        jar,
        port,
        managementPort,
        List.of(
            "--server.port=" + port,
            "--management.server.port=" + managementPort,
            "--benchmark.stub-port=" + stubPort),
        () -> {});
  }
}
