package org.partnergateway.tests.sandbox;

/** The gateway with simulated partners and a simulated shop, all on one machine. */
public final class SandboxApplication {
  private SandboxApplication() {}

  public static void main(String[] args) {
    System.out.println("java " + System.getProperty("java.version"));
  }
}
