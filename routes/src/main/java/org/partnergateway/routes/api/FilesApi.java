package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.store.Page;
import org.partnergateway.routes.store.files.FileChunks;
import org.partnergateway.routes.store.files.FileDirection;
import org.partnergateway.routes.store.files.FileFilter;
import org.partnergateway.routes.store.files.FileStatus;
import org.partnergateway.routes.store.files.PartnerFiles;
import org.partnergateway.routes.store.files.StoredFile;

/** Files of partners and for them, what became of them, and how one is tried again. */
public final class FilesApi implements ApiSection {
  private static final int LARGEST_ANSWER = 16 * 1024 * 1024;

  private final PartnerFiles files;
  private final FileChunks chunks;

  public FilesApi(PartnerFiles files, FileChunks chunks) {
    this.files = files;
    this.chunks = chunks;
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    return Map.of(
        "listFiles", this::list,
        "getFile", this::get,
        "getFileContent", this::content,
        "resendFile", this::resend);
  }

  private Answer list(ApiRequest request) {
    String direction = request.queryParameter("direction");
    String status = request.queryParameter("status");
    FileFilter filter =
        new FileFilter(
            request.queryParameter("partner"),
            direction == null ? null : FileDirection.of(direction),
            status == null ? null : FileStatus.of(status));
    Page<StoredFile> page =
        Paging.read(() -> files.list(filter, Paging.cursor(request), Paging.limit(request)));
    List<ObjectNode> documents = page.data().stream().map(FilesApi::document).toList();
    return Paging.answer(documents, page.nextCursor());
  }

  private Answer get(ApiRequest request) {
    return Answer.json(200, StrictJson.write(document(file(request))));
  }

  private Answer content(ApiRequest request) throws IOException {
    StoredFile file = file(request);
    String offset = request.queryParameter("offset");
    try (InputStream content =
        chunks.open(file.id(), offset == null ? 0 : Long.parseLong(offset))) {
      return new Answer(
          200, "application/octet-stream", Map.of(), content.readNBytes(LARGEST_ANSWER));
    }
  }

  private Answer resend(ApiRequest request) {
    StoredFile file = file(request);
    if (!files.again(file.id())) {
      throw Problem.of(
              ProblemType.STATE_CONFLICT,
              "Only a file that has failed can be tried again, and this one is %s."
                  .formatted(file.status().word()))
          .exception();
    }
    return Answer.json(200, StrictJson.write(document(file(request))));
  }

  private StoredFile file(ApiRequest request) {
    String id = request.pathParameter("file_id");
    return files
        .find(id)
        .orElseThrow(
            () ->
                Problem.of(ProblemType.NOT_FOUND, "There is no file %s.".formatted(id))
                    .exception());
  }

  private static ObjectNode document(StoredFile file) {
    ObjectNode document = StrictJson.nodes().objectNode();
    document.put("id", file.id());
    document.put("direction", file.direction().word());
    document.put("partner", file.partner());
    document.put("channel", file.channel());
    document.put("name", file.name());
    document.put("media_type", file.mediaType());
    document.put("size", file.size());
    document.put("fingerprint", file.fingerprint().toString());
    document.put("status", file.status().word());
    if (file.reason() != null) {
      document.put("reason", file.reason());
    }
    document.put("tries", file.tries());
    if (file.nextAttemptAt() != null) {
      document.put("next_attempt_at", file.nextAttemptAt().toString());
    }
    document.put("created_at", file.createdAt().toString());
    if (file.settledAt() != null) {
      document.put("settled_at", file.settledAt().toString());
    }
    return document;
  }
}
