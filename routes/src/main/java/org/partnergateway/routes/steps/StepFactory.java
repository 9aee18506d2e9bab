package org.partnergateway.routes.steps;

import java.util.List;

/** Makes the steps of one name; what a step needs is looked up once, when its route is built. */
public interface StepFactory {
  /** The name in the route: {@code gateway:<name>/<argument>/<argument>}. */
  String name();

  /**
   * @param arguments what follows the name, in order
   * @throws IllegalArgumentException when the arguments name nothing that exists; the message says
   *     what
   */
  Step create(List<String> arguments);
}
