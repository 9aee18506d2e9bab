package org.partnergateway.transformations;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.Problem;

/** One compiled mapping. Immutable; any thread may apply it. */
public final class Mapping {
  /** Whose mapping is being applied, when it was compiled of another partner's twin of it. */
  static final ScopedValue<String> TWIN = ScopedValue.newInstance();

  private final String path;
  private final Expression expression;
  private final @Nullable String twin;
  private final String folder;

  Mapping(String path, Expression expression) {
    this(path, expression, null, folder(path));
  }

  /**
   * @param twin the partner that it is applied for; null for the one that it was compiled for
   * @param folder whose files it was compiled of
   */
  private Mapping(String path, Expression expression, @Nullable String twin, String folder) {
    this.path = path;
    this.expression = expression;
    this.twin = twin;
    this.folder = folder;
  }

  /** The same mapping as another partner's, whose files are the same. */
  Mapping of(String partner, String itsPath) {
    return new Mapping(itsPath, expression, partner, folder);
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /** Path of its file, such as {@code transformations/partners/ups/get-rates.request.jslt}. */
  public String path() {
    return path;
  }

  /**
   * Maps one message. Nothing is copied: the output may hold parts of the input and constants of
   * the mapping, so neither is to be altered in place (setting members of a new object is fine).
   *
   * @throws MappingException when the mapping does not get through
   */
  public JsonNode apply(JsonNode input) {
    try {
      return twin == null
          ? expression.apply(input)
          : ScopedValue.where(TWIN, twin).call(() -> expression.apply(input));
    } catch (LocatedException e) {
      throw failure(e, e.getMessageWithoutLocation());
    } catch (JsltException e) {
      throw failure(e, LocatedException.cut(e.getMessageWithoutLocation()));
    } catch (RuntimeException | StackOverflowError e) {
      // The language's own slips, such as dividing by zero; their text may hold any data.
      throw new MappingException(
          Problem.ofFile(path, "failed with " + e.getClass().getSimpleName()), e);
    }
  }

  private MappingException failure(JsltException e, String message) {
    String source = e.getSource();
    if (source == null) {
      return new MappingException(Problem.ofFile(path, message), e);
    }
    String own =
        source.startsWith(folder) ? folder(path) + source.substring(folder.length()) : source;
    return new MappingException(new Problem(own, e.getLine(), e.getColumn(), message), e);
  }
}
