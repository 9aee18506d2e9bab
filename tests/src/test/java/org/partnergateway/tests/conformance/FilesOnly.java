package org.partnergateway.tests.conformance;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.ls.LSInput;
import org.w3c.dom.ls.LSResourceResolver;

/** Lets a schema take in files of its own directory, and nothing from anywhere else. */
record FilesOnly(Path directory) implements LSResourceResolver {
  /** Null leaves it to the reader, which takes the file. */
  @Override
  public @Nullable LSInput resolveResource(
      @Nullable String type,
      @Nullable String namespace,
      @Nullable String publicId,
      @Nullable String systemId,
      @Nullable String base) {
    if (systemId == null) {
      return null; // Imported by its namespace alone: from the other schemas of a WSDL.
    }
    URI place = base == null ? directory.toUri() : URI.create(base);
    URI wanted = place.resolve(systemId);
    if (!"file".equals(wanted.getScheme())
        || !Files.isRegularFile(Path.of(wanted))
        || !Path.of(wanted).toAbsolutePath().normalize().startsWith(root())) {
      throw new AssertionError(base + " takes in " + systemId + ", which is no file beside it");
    }
    return null;
  }

  private Path root() {
    return directory.toAbsolutePath().normalize();
  }
}
