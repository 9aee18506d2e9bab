package org.partnergateway.tests.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.tests.durability.EmbeddedServer;
import org.partnergateway.tests.durability.GatewayProcess;

/** The artifact as an operator runs it. */
class JarTest {
  /** A process that was asked to end by SIGTERM says so: 128 and the signal's number. */
  private static final int TERMINATED = 143;

  @Test
  void theJarStartsByItselfAndEndsInOrderWithItsServer(@TempDir Path directory) throws Exception {
    Path jar = Path.of(System.getProperty("gateway.jar", "../routes/target/partner-gateway.jar"));
    Assumptions.assumeTrue(Files.exists(jar), () -> jar + " was not packaged");

    try (GatewayProcess gateway =
        GatewayProcess.startJar(jar.toAbsolutePath(), directory, Map.of())) {
      EmbeddedServer server = gateway.server();
      assertThat(gateway.readiness().orElseThrow().path("status").asText()).isEqualTo("UP");
      assertThat(server.ask("show fsync")).isEqualTo("on");

      assertThat(gateway.stop()).isEqualTo(TERMINATED);

      assertThat(server.ends()).as("PostgreSQL ends with the gateway").isTrue();
      assertThat(gateway.log()).doesNotContain("ERROR").doesNotContain("\tat ");
    }
  }
}
