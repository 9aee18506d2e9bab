package org.partnergateway.routes.files;

/** More than can be taken in one piece. */
final class FileTooLargeException extends RuntimeException {
  FileTooLargeException(long size, long largest) {
    super("The file has %d bytes; %d can be taken in one piece.".formatted(size, largest));
  }
}
