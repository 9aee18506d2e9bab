package org.partnergateway.contracts.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * JSON by RFC 8259 and not a bit more: UTF-8 without a byte order mark, one value, no duplicate
 * names, no lone surrogates. Numbers are exact ({@code 1.10} stays {@code 1.10}). Limits: 64
 * levels, 20 MB a string (labels come as base64), 100 digits a number.
 */
public final class StrictJson {

  private static final int MAX_DEPTH = 64;
  private static final int MAX_STRING_LENGTH = 20_000_000;
  private static final int MAX_NUMBER_LENGTH = 100;
  private static final int MAX_NAME_LENGTH = 1_000;

  private static final RecyclerPool<BufferRecycler> BUFFERS =
      JsonRecyclerPools.newConcurrentDequePool();
  private static final JsonNodeFactory NODES = new ExactNodeFactory();
  private static final JsonFactory QUICK = factory(false);
  private static final TreeReader TREES = new TreeReader(NODES);

  /** Knows where a name stands for the second time. */
  private static final JsonMapper MAPPER = mapper(factory(true));

  private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);
  private static final ObjectWriter WRITER = MAPPER.writer();

  private StrictJson() {}

  /** Makes nodes as {@link #read} does. */
  public static JsonNodeFactory nodes() {
    return NODES;
  }

  /**
   * Reads one document.
   *
   * @throws MalformedMessageException when it is not strict JSON, saying where
   */
  public static JsonNode read(byte[] bytes) {
    int scan = Utf8.scan(bytes);
    if (scan >= 0) {
      throw malformedAt(
          bytes,
          scan,
          bytes[scan] == 0 ? "a NUL byte; only UTF-8 is read" : "bytes that are not UTF-8");
    }
    if (bytes.length >= 3
        && bytes[0] == (byte) 0xef
        && bytes[1] == (byte) 0xbb
        && bytes[2] == (byte) 0xbf) {
      throw malformedAt(bytes, 0, "a byte order mark; leave it out");
    }
    JsonNode tree = parse(bytes);
    if (scan == Utf8.SURROGATE_ESCAPES) {
      Surrogates.refuseLone(tree);
    }
    return tree;
  }

  /** The document in UTF-8, without white space, decimals in plain notation. */
  public static byte[] write(JsonNode tree) {
    try {
      return WRITER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(byte[] bytes) {
    try (JsonParser parser = QUICK.createParser(bytes)) {
      return TREES.read(parser);
    } catch (TreeReader.NotInOrderException
        | ExactNodeFactory.NumberTooLongException
        | ArithmeticException
        | NumberFormatException
        | JsonProcessingException e) {
      return parseAndTell(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be read", e);
    }
  }

  /** Reads once more, to say what is wrong and where. */
  private static JsonNode parseAndTell(byte[] bytes) {
    try (JsonParser parser = READER.createParser(bytes)) {
      try {
        if (parser.nextToken() == null) {
          throw malformed(
              parser.currentLocation(), "there is nothing, where one JSON value must be", "");
        }
        JsonNode tree = READER.readTree(parser);
        if (parser.nextToken() != null) {
          throw malformed(
              parser.currentTokenLocation(), "there is more after the end of the document", "");
        }
        return tree;
      } catch (JsonProcessingException e) {
        JsonLocation location =
            e.getLocation() == null ? parser.currentLocation() : e.getLocation();
        throw malformed(location, e.getOriginalMessage(), pointer(parser));
      } catch (ExactNodeFactory.NumberTooLongException e) {
        throw malformed(
            parser.currentTokenLocation(), String.valueOf(e.getMessage()), pointer(parser));
      } catch (ArithmeticException | NumberFormatException e) {
        // The parser lets these through, for exponents that no number can have.
        throw malformed(
            parser.currentTokenLocation(),
            "the number is beyond what can be read",
            pointer(parser));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be read", e);
    }
  }

  private static String pointer(JsonParser parser) {
    return parser.getParsingContext().pathAsPointer().toString();
  }

  private static MalformedMessageException malformed(
      JsonLocation location, String problem, String pointer) {
    return new MalformedMessageException(
        Surrogates.replaceLone(problem),
        location.getLineNr(),
        location.getColumnNr(),
        Surrogates.replaceLone(pointer));
  }

  private static MalformedMessageException malformedAt(byte[] bytes, int index, String problem) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < index; i++) {
      if (bytes[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new MalformedMessageException(problem, line, index - lineStart + 1, "");
  }

  private static JsonMapper mapper(JsonFactory factory) {
    return JsonMapper.builder(factory)
        .nodeFactory(NODES)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build();
  }

  private static JsonFactory factory(boolean tellingDuplicates) {
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxStringLength(MAX_STRING_LENGTH)
            .maxNumberLength(MAX_NUMBER_LENGTH)
            .maxNameLength(MAX_NAME_LENGTH)
            .build();
    return JsonFactory.builder()
        // The default keeps buffers by thread, and each request has a thread of its own.
        .recyclerPool(BUFFERS)
        .streamReadConstraints(limits)
        .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, tellingDuplicates)
        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
        .build();
  }
}
