package org.partnergateway.tests.conformance;

import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.ls.LSInput;

/** A document that is a text, under an address of its own. */
record TextInput(String text, String address) implements LSInput {
  @Override
  public Reader getCharacterStream() {
    return new StringReader(text);
  }

  @Override
  public String getStringData() {
    return text;
  }

  @Override
  public String getSystemId() {
    return address;
  }

  @Override
  public @Nullable InputStream getByteStream() {
    return null;
  }

  @Override
  public @Nullable String getPublicId() {
    return null;
  }

  @Override
  public @Nullable String getBaseURI() {
    return null;
  }

  @Override
  public @Nullable String getEncoding() {
    return null;
  }

  @Override
  public boolean getCertifiedText() {
    return false;
  }

  @Override
  public void setCharacterStream(@Nullable Reader characterStream) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setByteStream(@Nullable InputStream byteStream) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setStringData(@Nullable String stringData) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setSystemId(@Nullable String systemId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setPublicId(@Nullable String publicId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setBaseURI(@Nullable String baseUri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setEncoding(@Nullable String encoding) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setCertifiedText(boolean certifiedText) {
    throw new UnsupportedOperationException();
  }
}
