package poegateway.rig;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * A Poe whose answers are large, and made while they are sent: a model with {@code large-reply} in its name answers whole,
 * one with {@code large-event} with a stream of one event, any other with a small reply. Plain HTTP/1.1.
 */
public final class LargePoe implements AutoCloseable {
    private static final byte[] LETTERS = letters();
    private static final String HEAD =
            "{\"id\":\"chatcmpl-1\",\"object\":\"%s\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,";

    private final int replyBytes;
    private final int eventBytes;
    private final HttpServer server;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    /** Starts; the port takes connections when this returns. */
    public LargePoe(int replyBytes, int eventBytes) throws IOException {
        this.replyBytes = replyBytes;
        this.eventBytes = eventBytes;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Whether a request with this id came here, and was paid for. */
    public boolean wasAsked(String requestId) {
        return asked.contains(requestId);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String id = exchange.getRequestHeaders().getFirst("x-request-id");
            if (id != null) {
                asked.add(id);
            }
            byte[] beginning = exchange.getRequestBody().readNBytes(200);
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            String request = new String(beginning, StandardCharsets.UTF_8);
            boolean stream = request.contains("large-event");
            exchange.getResponseHeaders().set("content-type", stream ? "text/event-stream" : "application/json");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                if (stream) {
                    event(out);
                } else {
                    whole(out, request.contains("large-reply") ? replyBytes : 10);
                }
            }
        }
    }

    private static void whole(OutputStream out, int bytes) throws IOException {
        write(out, HEAD.formatted("chat.completion") + "\"message\":{\"role\":\"assistant\",\"content\":\"");
        text(out, bytes);
        write(out, "\"},\"finish_reason\":\"stop\"}]}");
    }

    private void event(OutputStream out) throws IOException {
        String head = "data: " + HEAD.formatted("chat.completion.chunk");
        write(out, head + "\"delta\":{\"content\":\"");
        text(out, eventBytes);
        write(out, "\"},\"finish_reason\":null}]}\n\n");
        write(out, head + "\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    }

    private static void text(OutputStream out, int bytes) throws IOException {
        for (int left = bytes; left > 0; left -= LETTERS.length) {
            out.write(LETTERS, 0, Math.min(left, LETTERS.length));
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] letters() {
        byte[] letters = new byte[64 * 1024];
        Arrays.fill(letters, (byte) 'a');
        return letters;
    }
}
