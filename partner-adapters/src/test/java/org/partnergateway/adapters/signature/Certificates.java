package org.partnergateway.adapters.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A root, and certificates that it signs, by the JDK's own tool. */
final class Certificates {
  private static final String PASSWORD = "changeit";

  private final Path folder;

  Certificates(Path folder) throws Exception {
    this.folder = folder;
    key("root", "CN=Root", "-ext", "bc:c");
    key("strange", "CN=Root", "-ext", "bc:c");
  }

  /** A key with a certificate for that name, signed by a root; as old as told. */
  void issue(String alias, String root, String name, String startDate) throws Exception {
    key(alias, "CN=" + name);
    keytool("-certreq", "-alias", alias, "-file", file(alias + ".csr"));
    keytool(
        "-gencert",
        "-alias",
        root,
        "-rfc",
        "-validity",
        "90",
        "-startdate",
        startDate,
        "-ext",
        "san=dns:" + name,
        "-infile",
        file(alias + ".csr"),
        "-outfile",
        file(alias + ".pem"));
  }

  /** In PEM. */
  String certificate(String alias) throws Exception {
    Path file = folder.resolve(alias + ".pem");
    if (!Files.exists(file)) {
      keytool("-exportcert", "-rfc", "-alias", alias, "-file", file.toString());
    }
    return Files.readString(file);
  }

  String sign(String alias, String text) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(folder.resolve("keys.p12"))) {
      store.load(stream, PASSWORD.toCharArray());
    }
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(
        (PrivateKey) Objects.requireNonNull(store.getKey(alias, PASSWORD.toCharArray())));
    signature.update(text.getBytes(UTF_8));
    return Base64.getEncoder().encodeToString(signature.sign());
  }

  private void key(String alias, String name, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-alias",
                alias,
                "-dname",
                name,
                "-validity",
                "3650"));
    arguments.addAll(List.of(more));
    keytool(arguments.toArray(String[]::new));
  }

  private void keytool(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", file("keys.p12"), "-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("keytool failed: " + String.join(" ", arguments));
    }
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
