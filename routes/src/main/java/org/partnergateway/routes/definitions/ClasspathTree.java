package org.partnergateway.routes.definitions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The definitions that the gateway was built with, which lie on the classpath under their paths in
 * the repository.
 */
final class ClasspathTree {
  private static final List<String> FOLDERS =
      List.of("contracts", "transformations", "partner-adapters", "routes");

  private ClasspathTree() {}

  /** Every definition file by its path. */
  static Map<String, byte[]> files() {
    PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
    Map<String, byte[]> files = new TreeMap<>();
    try {
      for (String folder : FOLDERS) {
        for (String extension : List.of("yaml", "jslt", "wsdl", "edi.xml")) {
          for (Resource resource :
              resolver.getResources("classpath*:" + folder + "/**/*." + extension)) {
            files.put(path(folder, resource), content(resource));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the definitions on the classpath can't be read", e);
    }
    return files;
  }

  private static String path(String folder, Resource resource) throws IOException {
    String url = resource.getURL().toString();
    return url.substring(url.lastIndexOf('/' + folder + '/') + 1);
  }

  private static byte[] content(Resource resource) throws IOException {
    try (InputStream in = resource.getInputStream()) {
      return in.readAllBytes();
    }
  }
}
