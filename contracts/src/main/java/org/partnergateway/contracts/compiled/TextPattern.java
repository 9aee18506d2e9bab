package org.partnergateway.contracts.compiled;

import com.networknt.schema.regex.RegularExpression;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.patterns.Automaton;

/**
 * A pattern, as an automaton where it is plain and the text is ASCII, otherwise as the validator
 * has it.
 *
 * @param automaton null when the pattern is not plain
 */
record TextPattern(@Nullable Automaton automaton, RegularExpression expression) {

  static TextPattern of(String pattern, RegularExpression expression) {
    return new TextPattern(Automaton.of(pattern), expression);
  }

  boolean matches(String text) {
    int answer = automaton == null ? Automaton.UNKNOWN : automaton.find(text);
    return answer == Automaton.UNKNOWN ? expression.matches(text) : answer == Automaton.YES;
  }
}
