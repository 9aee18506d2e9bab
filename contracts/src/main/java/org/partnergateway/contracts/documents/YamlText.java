package org.partnergateway.contracts.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/**
 * Writes YAML for people: no quotes but where a reader of some YAML version could take a text for
 * something else.
 */
final class YamlText {

  private static final ObjectWriter WRITER =
      new YAMLMapper(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                  .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                  .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                  .stringQuotingChecker(new Quoting())
                  .build())
          .writer();

  private YamlText() {}

  static String write(JsonNode document) {
    try {
      return WRITER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Dates, times of day and anything else that starts as a number does. */
  private static final class Quoting extends StringQuotingChecker.Default {

    private static final long serialVersionUID = 1;
    private static final Pattern LIKE_A_NUMBER =
        Pattern.compile("[-+.]?[0-9][-+.:_0-9a-zA-Z]*|[-+]?\\.[a-zA-Z]+");

    @Override
    public boolean needToQuoteValue(String value) {
      return super.needToQuoteValue(value) || LIKE_A_NUMBER.matcher(value).matches();
    }

    @Override
    public boolean needToQuoteName(String name) {
      return super.needToQuoteName(name) || LIKE_A_NUMBER.matcher(name).matches();
    }
  }
}
