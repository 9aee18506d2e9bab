package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.tests.sandbox.Sandbox;
import org.partnergateway.tests.sandbox.SandboxOptions;

@SharesSandbox
class StartTest {
  @Test
  void aGatewayThatCannotHaveItsPortDoesNotStart(RunningSandbox sandbox, @TempDir Path directory) {
    int taken = sandbox.sandbox().gatewayAddress().getPort();
    SandboxOptions options =
        SandboxOptions.quiet(directory.resolve("data"))
            .with("gateway.http.port", Integer.toString(taken));

    assertThatThrownBy(() -> Sandbox.start(options))
        .hasStackTraceContaining("Port " + taken + " is already in use");
  }
}
