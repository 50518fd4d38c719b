package poegateway.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The requests of a training run, over bare sockets so that no other client's classes are trained. */
final class AotWorkload {
    private static final int ANSWER_LIMIT_MS = 15_000;

    private static final String OVER_BOT = "X-Poe-Gateway-Upstream: bot\r\n";
    private static final String QUERY = "{\"version\":\"1.2\",\"type\":\"query\",\"query\":[{\"role\":\"user\","
            + "\"content\":\"hello\",\"content_type\":\"text/markdown\"}],\"user_id\":\"\"}";

    private static final List<String> ROUND = List.of(
            get("/health/ready"),
            get("/health/live"),
            get("/"),
            get("/v1/models"),
            get("/v1/models/Claude-Sonnet-4.6"),
            get("/v1/nowhere"),
            chat("Claude-Sonnet-4.6", "\"stream\":true"),
            chat("Claude-Sonnet-4.6", "\"stream\":true,\"stream_options\":{\"include_usage\":true}"),
            chat("Claude-Sonnet-4.6", "\"stream\":false,\"max_tokens\":100"),
            chat("tool-single", "\"stream\":true," + tools()),
            chat("tool-single", tools()),
            chat("chunk-usage-everywhere", "\"stream\":true"),
            chat("error-400", "\"stream\":true"),
            chat("error-mid-stream", "\"stream\":true"),
            chat("Claude-Sonnet-4.7-Typo", "\"temperature\":0.5"),
            post("{\"model\":\"Claude-Sonnet-4.6\",\"messages\":["),
            post("/v1/completions", "", "{\"model\":\"Claude-Sonnet-4.6\",\"prompt\":\"hello\",\"stream\":true}"),
            post("/v1/responses", "", response("GPT-5.2")),
            post("/v1/responses", "", response("Grok-4")),
            post("/v1/chat/completions", OVER_BOT, chatBody("Claude-Sonnet-4.6", "\"stream\":true")),
            post("/v1/chat/completions", OVER_BOT, chatBody("tool-single", tools())),
            post("/bot/Claude-Sonnet-4.6", "", QUERY),
            post("/bot/Gemini-3.1-Pro", "X-Poe-Gateway-Upstream: openai\r\n", QUERY));

    private AotWorkload() {}

    /**
     * Sends every request in every round, one after the other; the answers are read and forgotten.
     *
     * @param inTime stops it early when it turns false
     */
    static void drive(URI url, int rounds, BooleanSupplier inTime) throws IOException {
        for (int round = 0; round < rounds; round++) {
            for (String request : ROUND) {
                if (!inTime.getAsBoolean()) {
                    return;
                }
                send(url, request);
            }
        }
    }

    private static void send(URI url, String request) throws IOException {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(ANSWER_LIMIT_MS);
            OutputStream output = socket.getOutputStream();
            output.write(request.getBytes(StandardCharsets.UTF_8));
            output.flush();
            if (socket.getInputStream().readAllBytes().length == 0) {
                throw new IOException(
                        "no answer to " + request.lines().findFirst().orElse(""));
            }
        }
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    }

    private static String chat(String model, String more) {
        return post(chatBody(model, more));
    }

    private static String chatBody(String model, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"hello \\u00e9\"}]," + more + "}";
    }

    private static String response(String model) {
        return "{\"model\":\"" + model
                + "\",\"instructions\":\"Be brief.\",\"input\":\"hello\",\"stream\":true,\"store\":false,"
                + "\"tools\":[{\"type\":\"function\",\"name\":\"weather\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}]}";
    }

    private static String tools() {
        return "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":"
                + "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}}}]";
    }

    private static String post(String body) {
        return post("/v1/chat/completions", "", body);
    }

    /** {@code headers} ends each with its line end. */
    private static String post(String path, String headers, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                + "Authorization: Bearer any\r\nContent-Type: application/json\r\nContent-Length: " + length
                + "\r\n\r\n"
                + body;
    }
}
