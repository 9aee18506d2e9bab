package org.partnergateway.contracts.definitions;

/**
 * One thing that is wrong in a definition file, for the person who mends it.
 *
 * @param file path of the file, relative to the repository
 * @param line line, from 1; 0 when the problem is about the file as a whole
 * @param column column, from 1; 0 when the problem is about the file as a whole
 * @param message what is wrong, and what to do
 */
public record Problem(String file, int line, int column, String message) {

  /** A problem of the file as a whole, such as that it is missing. */
  public static Problem ofFile(String file, String message) {
    return new Problem(file, 0, 0, message);
  }

  @Override
  public String toString() {
    return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
  }
}
