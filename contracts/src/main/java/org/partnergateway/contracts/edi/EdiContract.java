package org.partnergateway.contracts.edi;

import io.xlate.edi.schema.EDISchemaException;
import io.xlate.edi.schema.Schema;
import io.xlate.edi.schema.SchemaFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.DefinitionFile;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Problem;

/**
 * What a transaction set looks like: a StAEDI schema, {@code <name>.edi.xml}. Its segments and
 * elements may stand in a file that it includes by its name beside it.
 */
public final class EdiContract {
  /** How files of this kind end. */
  public static final String SUFFIX = ".edi.xml";

  private static final Pattern INCLUDED = Pattern.compile("schemaLocation=\"([^\"]+)\"");

  /** It tells of each type that a transaction doesn't use. */
  private static final Logger TALKATIVE = Logger.getLogger("io.xlate.edi.internal");

  static {
    TALKATIVE.setLevel(Level.SEVERE);
  }

  private final String path;
  private final Schema schema;
  private final EdiShape.Loop shape;

  private EdiContract(String path, Schema schema) {
    this.path = path;
    this.schema = schema;
    this.shape = EdiShape.of(schema.getStandard());
  }

  /**
   * Reads a schema and what it includes.
   *
   * @throws DefinitionException with what is wrong with it
   */
  public static EdiContract read(DefinitionTree tree, String path) {
    DefinitionFile file = tree.get(path);
    try {
      SchemaFactory factory = SchemaFactory.newFactory();
      factory.setProperty(SchemaFactory.SCHEMA_LOCATION_URL_CONTEXT, address(tree, path));
      return new EdiContract(path, factory.createSchema(new ByteArrayInputStream(file.content())));
    } catch (EDISchemaException e) {
      throw new DefinitionException(problem(path, e));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Problem problem(String path, EDISchemaException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = String.valueOf(cause.getMessage());
    return e.getLocation() == null
        ? Problem.ofFile(path, message)
        : new Problem(
            path, e.getLocation().getLineNumber(), e.getLocation().getColumnNumber(), message);
  }

  /** An address in the tree; what is named beside it is read from the tree too. */
  private static URL address(DefinitionTree tree, String path) throws IOException {
    return URL.of(
        URI.create("definition:/" + path),
        new URLStreamHandler() {
          @Override
          protected URLConnection openConnection(URL url) {
            return new TreeConnection(url, tree);
          }
        });
  }

  /** The files that this one includes, as paths of the tree. */
  public static List<String> included(DefinitionFile file) {
    String folder = file.path().substring(0, file.path().lastIndexOf('/') + 1);
    return INCLUDED.matcher(file.text()).results().map(found -> folder + found.group(1)).toList();
  }

  /** The file. */
  public String path() {
    return path;
  }

  Schema schema() {
    return schema;
  }

  EdiShape.Loop shape() {
    return shape;
  }

  private static final class TreeConnection extends URLConnection {
    private final DefinitionTree tree;

    TreeConnection(URL url, DefinitionTree tree) {
      super(url);
      this.tree = tree;
    }

    @Override
    public void connect() {}

    @Override
    public InputStream getInputStream() throws IOException {
      String path = getURL().getPath().substring(1);
      return tree.find(path)
          .map(file -> new ByteArrayInputStream(file.content()))
          .orElseThrow(() -> new IOException("there is no file " + path));
    }
  }
}
