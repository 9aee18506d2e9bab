package org.partnergateway.tests.simulators.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.partnergateway.tests.simulators.SimulatedRequest;

/** All that a simulated partner can be asked. */
final class ServedOperations {
  private final List<ServedOperation> operations;

  ServedOperations(Collection<ServedOperation> operations) {
    this.operations =
        operations.stream().sorted(Comparator.comparingInt(ServedOperation::openness)).toList();
  }

  /** An operation and the values of its path's parameters. */
  record Match(ServedOperation operation, Map<String, String> path) {}

  List<ServedOperation> all() {
    return operations;
  }

  /** Where one address serves several, what the body is tells them apart. */
  Optional<Match> find(SimulatedRequest request) {
    Match first = null;
    for (ServedOperation operation : operations) {
      Map<String, String> path = operation.match(request.path());
      if (path != null && operation.isMeant(request)) {
        Match match = new Match(operation, path);
        if (operation.isDocument(request)) {
          return Optional.of(match);
        }
        first = first == null ? match : first;
      }
    }
    return Optional.ofNullable(first);
  }

  /** Whether there is anything at the path, by whatever method. */
  boolean hasPath(String path) {
    return operations.stream().anyMatch(operation -> operation.match(path) != null);
  }
}
