package org.partnergateway.tests.simulators;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;

/** Labels that printers and viewers take, with little on them. */
public final class SimulatedLabels {
  /** One white pixel. */
  private static final String GIF = "R0lGODlhAQABAIAAAP///////yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==";

  /** Another. */
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==";

  private SimulatedLabels() {}

  /**
   * Base64 of the label of one parcel.
   *
   * @param format GIF, PNG, ZPL, EPL or PDF
   * @param carrier written on it
   * @param trackingNumber written on it
   */
  public static String image(String format, String carrier, String trackingNumber) {
    return switch (format) {
      case "GIF" -> GIF;
      case "PNG" -> PNG;
      case "ZPL" ->
          base64(
              "^XA^CI28^FO40,40^A0N,40^FD%s (simulated)^FS^FO40,120^BY3^BCN,200,Y^FD%s^FS^XZ"
                  .formatted(carrier, trackingNumber));
      case "EPL" -> base64("N\nB40,40,0,1,3,3,200,B,\"%s\"\nP1\n".formatted(trackingNumber));
      case "PDF" -> base64(pdf(carrier + " (simulated) " + trackingNumber));
      default -> throw new IllegalArgumentException("no label format " + format);
    };
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(US_ASCII));
  }

  /** A page of 4 by 6 inches with one line of text. */
  private static String pdf(String text) {
    String drawing = "BT /F1 12 Tf 20 390 Td (" + text + ") Tj ET";
    String[] objects = {
      "<</Type/Catalog/Pages 2 0 R>>",
      "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 288 432]/Contents 4 0 R"
          + "/Resources<</Font<</F1 5 0 R>>>>>>",
      "<</Length " + drawing.length() + ">>stream\n" + drawing + "\nendstream",
      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    };
    StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
    StringBuilder table = new StringBuilder("0000000000 65535 f \n");
    for (int i = 0; i < objects.length; i++) {
      table.append("%010d 00000 n \n".formatted(pdf.length()));
      pdf.append(i + 1).append(" 0 obj").append(objects[i]).append("endobj\n");
    }
    int start = pdf.length();
    return pdf.append("xref\n0 6\n")
        .append(table)
        .append("trailer<</Size 6/Root 1 0 R>>\nstartxref\n")
        .append(start)
        .append("\n%%EOF\n")
        .toString();
  }
}
