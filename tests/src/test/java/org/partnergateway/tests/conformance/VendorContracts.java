package org.partnergateway.tests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.partnergateway.contracts.json.JsonPointers;

/** What vendors publish, by partner: {@code DIR/<partner>/*.json}, {@code .yaml}, and XML's. */
final class VendorContracts {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private final Path directory;
  private final Map<String, List<VendorOperation>> operations = new HashMap<>();
  private final Map<String, VendorXml> xml = new HashMap<>();

  VendorContracts(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new AssertionError("vendor.contracts names no directory: " + directory);
    }
    this.directory = directory;
  }

  boolean has(String partner) {
    return Files.isDirectory(directory.resolve(partner));
  }

  /** What the vendor publishes for XML. */
  VendorXml xml(String partner) {
    return xml.computeIfAbsent(partner, one -> VendorXml.read(directory.resolve(one)));
  }

  /** The vendor's operation that a request with this method and path is for. */
  Optional<VendorOperation> find(String partner, String method, String path) {
    return of(partner).stream()
        .filter(operation -> operation.method().equals(method))
        .filter(operation -> operation.match(path) != null)
        .max(Comparator.comparingInt(VendorOperation::literals));
  }

  private List<VendorOperation> of(String partner) {
    return operations.computeIfAbsent(partner, this::read);
  }

  private List<VendorOperation> read(String partner) {
    List<VendorOperation> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory.resolve(partner))) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".json") || file.toString().endsWith(".yaml")) {
          add(VendorDocument.read(file), found);
        }
      }
    } catch (IOException e) {
      throw new AssertionError(directory + " can be read", e);
    }
    return found;
  }

  private static void add(VendorDocument document, List<VendorOperation> found) {
    for (Map.Entry<String, JsonNode> path : document.at("/paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          String pointer =
              JsonPointers.append(JsonPointers.append("/paths", path.getKey()), operation.getKey());
          found.add(
              new VendorOperation(
                  document, operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), pointer));
        }
      }
    }
  }
}
