package io.thriftboot.spring.web;

import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.MessageServer;
import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.server.ThriftServers.Http;
import io.thriftboot.spring.server.ThriftServers.Instance;
import io.thriftboot.transport.MessageOutput;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.transport.TIOStreamTransport;
import org.jspecify.annotations.Nullable;

/**
 * Answers a message in the body of a POST with its reply in the body of the response. Whatever a Thrift reply can say has the
 * status 200; other statuses are for requests that are none of Thrift.
 */
final class ThriftServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient ThriftServers servers;

    ThriftServlet(ThriftServers servers) {
        this.servers = servers;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Instance server = servers.atHttpPath(request.getServletPath()).orElse(null);
        Http http = server == null ? null : server.http();
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            refuse(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "method: expected POST");
        } else if (server == null || http == null) {
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "the Thrift server is not running");
        } else {
            serve(server, http, request, response);
        }
    }

    private static void serve(Instance server, Http http, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ThriftProtocol protocol = ContentTypes.protocol(
                request.getContentType(), server.options().wireFormat().protocol());
        if (protocol == null) {
            String expected = "content type: expected " + ContentTypes.expected();
            refuse(response, HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, expected);
            return;
        }
        int max = server.options().wireFormat().limits().maxMessageSize();
        byte[] message = read(request, max);
        if (message == null) {
            String expected = "message: expected at most " + max + " bytes";
            refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, expected);
            return;
        }
        answer(http, ByteBuffer.wrap(message), protocol, request, response);
    }

    /** The body, {@code null} if it is longer than allowed; memory grows as it arrives. */
    private static byte @Nullable [] read(HttpServletRequest request, int max) throws IOException {
        if (request.getContentLengthLong() > max) {
            return null;
        }
        byte[] body = request.getInputStream().readNBytes(max == Integer.MAX_VALUE ? max : max + 1);
        return body.length > max ? null : body;
    }

    private static void answer(
            Http http,
            ByteBuffer message,
            ThriftProtocol protocol,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try {
            MessageServer.Client client = new MessageServer.Client(Peer.of(request), request.getUserPrincipal());
            http.server().answer(message, protocol, client, Headers.of(request), (reply, headers) -> {
                Headers.add(headers, response);
                response.setContentType(ContentTypes.bare(request.getContentType()));
                response.setContentLength(reply.size());
                send(reply, response);
            });
        } catch (TProtocolException ex) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, String.valueOf(ex.getMessage()));
        } catch (TException ex) {
            throw ex.getCause() instanceof IOException cause ? cause : new IOException(ex);
        }
    }

    private static void send(MessageOutput reply, HttpServletResponse response) throws IOException, TException {
        if (reply.size() > 0) {
            reply.sendTo(new TIOStreamTransport(response.getOutputStream()));
        }
        response.flushBuffer();
    }

    private static void refuse(HttpServletResponse response, int status, String why) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.getOutputStream().write((why + '\n').getBytes(StandardCharsets.UTF_8));
    }
}
