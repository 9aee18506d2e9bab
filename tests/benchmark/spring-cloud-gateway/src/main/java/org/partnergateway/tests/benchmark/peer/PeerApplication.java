package org.partnergateway.tests.benchmark.peer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Spring Cloud Gateway with the one route of its {@code application.yaml}. */
@SpringBootApplication
public class PeerApplication {
  /** Starts it. */
  public static void main(String[] args) {
    SpringApplication.run(PeerApplication.class, args);
  }
}
