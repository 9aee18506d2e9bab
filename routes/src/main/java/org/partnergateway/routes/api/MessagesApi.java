package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.inbound.MessageIds;
import org.partnergateway.routes.inbound.MessageReplay;
import org.partnergateway.routes.inbound.Replayed;
import org.partnergateway.routes.store.Page;
import org.partnergateway.routes.store.inbox.InboxFilter;
import org.partnergateway.routes.store.inbox.InboxItem;
import org.partnergateway.routes.store.inbox.InboxReader;
import org.partnergateway.routes.store.inbox.InboxStatus;

/** What partners sent, what became of it, and how it is applied again. */
public final class MessagesApi implements ApiSection {
  private final InboxReader inbox;
  private final MessageReplay replay;

  public MessagesApi(InboxReader inbox, MessageReplay replay) {
    this.inbox = inbox;
    this.replay = replay;
  }

  @Override
  public Map<String, ApiHandler> handlers() {
    return Map.of(
        "listMessages", this::list, "getMessage", this::get, "replayMessage", this::replay);
  }

  private Answer list(ApiRequest request) {
    String status = request.queryParameter("status");
    InboxFilter filter =
        new InboxFilter(
            request.queryParameter("partner"), status == null ? null : InboxStatus.of(status));
    Page<InboxItem> page =
        Paging.read(() -> inbox.list(filter, Paging.cursor(request), Paging.limit(request)));
    List<ObjectNode> documents = page.data().stream().map(MessageDocuments::of).toList();
    return Paging.answer(documents, page.nextCursor());
  }

  private Answer get(ApiRequest request) {
    String id = request.pathParameter("message_id");
    InboxItem item =
        inbox
            .find(MessageIds.number(id))
            .orElseThrow(
                () ->
                    Problem.of(ProblemType.NOT_FOUND, "There is no message %s.".formatted(id))
                        .exception());
    Long first = item.conflicting() ? inbox.firstOf(item.message()).orElse(null) : null;
    return Answer.json(
        200, StrictJson.write(MessageDocuments.whole(item, first, inbox.replays(item.id()))));
  }

  private Answer replay(ApiRequest request) {
    long id = MessageIds.number(request.pathParameter("message_id"));
    boolean dryRun = request.object().path("dry_run").asBoolean();
    Replayed replayed =
        dryRun
            ? replay.tryOut(id)
            : replay.replay(id, request.caller(), request.object().path("reason").asText());
    return Answer.json(200, StrictJson.write(MessageDocuments.of(id, dryRun, replayed)));
  }
}
