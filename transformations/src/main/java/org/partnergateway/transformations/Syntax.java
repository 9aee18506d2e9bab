package org.partnergateway.transformations;

import com.schibsted.spt.data.jslt.parser.JsltParser;
import com.schibsted.spt.data.jslt.parser.JsltParserConstants;
import com.schibsted.spt.data.jslt.parser.JsltParserTreeConstants;
import com.schibsted.spt.data.jslt.parser.ParseException;
import com.schibsted.spt.data.jslt.parser.SimpleNode;
import com.schibsted.spt.data.jslt.parser.Token;
import com.schibsted.spt.data.jslt.parser.TokenMgrError;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.Position;
import org.partnergateway.contracts.definitions.Problem;

/**
 * What a file's text says before it is compiled.
 *
 * @param imports its imports in order
 * @param hasBody whether it yields something itself, or only declares functions for others
 * @param hasVariables whether it declares variables outside of functions
 * @param variables where each variable is first used, by name without the dollar sign
 */
record Syntax(
    List<Import> imports, boolean hasBody, boolean hasVariables, Map<String, Position> variables) {
  /** {@code import "path" as prefix}. */
  record Import(String path, Position position) {}

  private static final Pattern LEXICAL =
      Pattern.compile("(?s)Lexical error at line (\\d+), column (\\d+)\\.\\s*(.*)");

  /**
   * Reads the text.
   *
   * @throws DefinitionException when it is not JSLT
   */
  static Syntax read(String path, String text) {
    Tree parser = new Tree(text);
    try {
      parser.Module();
      return of(parser.root());
    } catch (ParseException e) {
      throw new DefinitionException(problem(path, e));
    } catch (TokenMgrError e) {
      throw new DefinitionException(problem(path, e));
    }
  }

  private static Syntax of(SimpleNode root) {
    List<Import> imports = new ArrayList<>();
    boolean hasBody = false;
    boolean hasVariables = false;
    for (int i = 0; i < root.jjtGetNumChildren(); i++) {
      SimpleNode child = (SimpleNode) root.jjtGetChild(i);
      Token first = child.jjtGetFirstToken();
      hasBody = child.getId() == JsltParserTreeConstants.JJTEXPR;
      hasVariables |= first.kind == JsltParserConstants.LET;
      if (first.kind == JsltParserConstants.IMPORT) {
        String quoted = first.next.image;
        imports.add(new Import(quoted.substring(1, quoted.length() - 1), position(first)));
      }
    }
    Map<String, Position> variables = new HashMap<>();
    for (Token token = root.jjtGetFirstToken(); token != null; token = token.next) {
      if (token.kind == JsltParserConstants.VARIABLE) {
        variables.putIfAbsent(token.image.substring(1), position(token));
      }
    }
    return new Syntax(imports, hasBody, hasVariables, variables);
  }

  private static Position position(Token token) {
    return new Position(token.beginLine, token.beginColumn);
  }

  private static Problem problem(String path, ParseException e) {
    Token unexpected = e.currentToken.next;
    String found =
        unexpected.kind == JsltParserConstants.EOF
            ? "the file ends too early"
            : unexpected.image + " is not expected here";
    return new Problem(path, unexpected.beginLine, unexpected.beginColumn, found + expected(e));
  }

  private static String expected(ParseException e) {
    List<String> names = new ArrayList<>();
    for (int[] sequence : e.expectedTokenSequences) {
      String name = e.tokenImage[sequence[0]];
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    // A value may begin with nearly every token there is; such a list helps nobody.
    return names.size() > 8 ? "" : "; expected is " + String.join(" or ", names);
  }

  private static Problem problem(String path, TokenMgrError e) {
    Matcher matcher = LEXICAL.matcher(String.valueOf(e.getMessage()));
    return matcher.matches()
        ? new Problem(
            path,
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            "is not JSLT: " + matcher.group(3))
        : Problem.ofFile(path, "is not JSLT: " + e.getMessage());
  }

  /** The parser keeps its tree to itself; what derives from it may look. */
  private static final class Tree extends JsltParser {
    Tree(String text) {
      super(new StringReader(text));
    }

    SimpleNode root() {
      return (SimpleNode) jjtree.rootNode();
    }
  }
}
