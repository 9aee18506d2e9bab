package org.partnergateway.tests.simulators.data;

import java.util.List;
import org.partnergateway.contracts.definitions.DefinitionTree;

/** Makes the simulators that are data. */
public final class DataSimulators {
  private DataSimulators() {}

  /**
   * One for each folder below {@link SimulatorFiles#FOLDER} of the repository.
   *
   * @throws org.partnergateway.contracts.definitions.DefinitionException with all that is wrong in
   *     any of them, by file and line
   */
  public static List<DataSimulator> ofRepository(Surroundings surroundings) {
    return SimulatorFiles.ofRepository().stream()
        .map(blueprint -> new DataSimulator(blueprint, surroundings))
        .toList();
  }

  /**
   * The same of another tree.
   *
   * @param tree as {@link SimulatorFiles#tree} reads it
   */
  public static List<DataSimulator> of(DefinitionTree tree, Surroundings surroundings) {
    return BlueprintReader.read(tree).stream()
        .map(blueprint -> new DataSimulator(blueprint, surroundings))
        .toList();
  }
}
