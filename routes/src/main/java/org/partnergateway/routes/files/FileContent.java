package org.partnergateway.routes.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What is in a file, wherever it is kept. */
public interface FileContent {
  /** In bytes. */
  long size();

  /** From the beginning, as often as is asked for; to be closed. */
  InputStream open() throws IOException;

  /** What is in memory; not to be changed. */
  static FileContent of(byte[] content) {
    return new FileContent() {
      @Override
      public long size() {
        return content.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(content);
      }
    };
  }
}
