package org.partnergateway.routes.http.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x's decoder behind {@link HeadScan}, {@link HeadRules} and {@link ChunkScan}, which also
 * gives up on requests that come too slowly. After the first refusal a connection's bytes are not
 * read any more.
 */
public final class StrictRequestDecoder extends VertxHttpRequestDecoder {
  private static final String NOWHERE = "/";

  /** What must come of an upload in the time that another request has for all of it. */
  private static final long LEAST_PROGRESS = 4096;

  private final WireLimits limits;
  private final HeadScan head;
  private final ChunkScan chunks = new ChunkScan();
  private int ahead;
  private boolean inBody;
  private boolean refused;
  private boolean upload;
  private long bodyBytes;
  private long bodyBytesBefore;
  private @Nullable Future<?> patience;

  public StrictRequestDecoder(HttpServerOptions options, WireLimits limits) {
    super(options);
    this.limits = limits;
    this.head = new HeadScan(limits.headerLines());
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out)
      throws Exception {
    if (refused) {
      buffer.skipBytes(buffer.readableBytes());
      return;
    }
    int before = buffer.readerIndex();
    try {
      if (inBody) {
        chunks.before(buffer);
      } else {
        ahead = head.scan(buffer, before + ahead) - before;
      }
    } catch (RefusedBytesException e) {
      buffer.skipBytes(buffer.readableBytes());
      refused = true;
      if (inBody) {
        breakOff(context, e);
      } else {
        out.add(request(e));
      }
      return;
    }
    int earlier = out.size();
    super.decode(context, buffer, out);
    int consumed = buffer.readerIndex() - before;
    if (inBody) {
      bodyBytes += consumed;
      chunks.after(consumed);
    } else {
      ahead = Math.max(0, ahead - consumed);
    }
    for (int i = earlier; i < out.size(); i++) {
      HttpObject part = (HttpObject) out.get(i);
      follow(part);
      if (refused && !(part instanceof HttpRequest)) {
        out.remove(i);
        ReferenceCountUtil.release(part);
        breakOff(context, part.decoderResult().cause());
      }
    }
  }

  private void follow(HttpObject part) {
    if (!part.decoderResult().isSuccess()) {
      refused = true;
    } else if (part instanceof LastHttpContent) {
      inBody = false;
      ahead = 0;
      head.reset();
      chunks.reset();
      stopWaiting();
    } else if (part instanceof HttpRequest request) {
      inBody = true;
      upload = limits.uploads().test(request);
      bodyBytes = 0;
      bodyBytesBefore = 0;
      if (HttpUtil.isTransferEncodingChunked(request)) {
        chunks.begin();
      }
    }
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) {
    HeadRules.checkVersion(initialLine[2]);
    return super.createMessage(initialLine);
  }

  /** Called when the head is complete, and nothing has been made of it yet. */
  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    HeadRules.check((HttpRequest) message);
    return super.isContentAlwaysEmpty(message);
  }

  private static HttpObject request(RefusedBytesException why) {
    DefaultHttpRequest request =
        new DefaultHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, NOWHERE, HeadersMultiMap.httpHeaders());
    request.setDecoderResult(DecoderResult.failure(why));
    return request;
  }

  /**
   * Ends a request whose body can't be read on. Not while bytes are being read: what is answered
   * then would be dropped with the connection, which Vert.x closes after this.
   */
  private static void breakOff(ChannelHandlerContext context, Throwable cause) {
    RefusedBytesException why =
        cause instanceof RefusedBytesException known
            ? known
            : RefusedBytesException.malformed("The chunks of the body are not well-formed.");
    // Only the cause of a decoder's exception is told to the request's handlers.
    context.executor().execute(() -> context.fireExceptionCaught(new DecoderException(why)));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    if (patience == null && !refused && (inBody || head.isInside())) {
      wait(context);
    }
    super.channelReadComplete(context);
  }

  private void wait(ChannelHandlerContext context) {
    patience =
        context
            .executor()
            .schedule(() -> giveUp(context), limits.patience().toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * An upload that comes on, or that is not read on at present, which is no fault of its sender.
   */
  private boolean comesOn(ChannelHandlerContext context) {
    boolean progress = bodyBytes - bodyBytesBefore >= LEAST_PROGRESS;
    bodyBytesBefore = bodyBytes;
    return upload && inBody && (progress || !context.channel().config().isAutoRead());
  }

  private void giveUp(ChannelHandlerContext context) {
    if (refused || patience == null) {
      return;
    }
    if (comesOn(context)) {
      wait(context);
      return;
    }
    refused = true;
    RefusedBytesException why =
        RefusedBytesException.tooSlow(
            "The request was not complete after %d s.".formatted(limits.patience().toSeconds()));
    if (inBody) {
      breakOff(context, why);
    } else {
      context.fireChannelRead(request(why));
      context.fireChannelReadComplete();
    }
  }

  private void stopWaiting() {
    if (patience != null) {
      patience.cancel(false);
      patience = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    stopWaiting();
    refused = true;
    super.channelInactive(context);
  }
}
