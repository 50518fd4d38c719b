package poegateway.dialect.toy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.core.MemoryLease;
import poegateway.core.Usage;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.FailureHeaders;
import poegateway.dialect.HeaderRules;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.WholeReply;
import poegateway.dialect.WireFormat;
import poegateway.front.RelayRoute;
import poegateway.front.Route;
import poegateway.front.Surface;
import poegateway.relay.Relay;
import poegateway.wire.json.JsonEdits;

/**
 * A dialect as small as can be. What it takes for shortness, a real one may not: it reads trees, and makes its own surface,
 * which for a real one is a class of {@code front}.
 *
 * <p>{@code {"bot","live"}} is answered by {@code {"bot","said","words"}}, or by {@link ToyStream}.
 */
final class ToyFormat implements WireFormat, ErrorForm {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All that a gateway has to be told. */
    static Surface surface(Relay relay) {
        ToyFormat toy = new ToyFormat();
        return new Surface(toy, List.of(new Route("POST", "/toy/talk", new RelayRoute(relay, toy))));
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path(String model) {
        return "/talk";
    }

    @Override
    public HeaderRules headers() {
        return new HeaderRules(List.of("toy-mood"), List.of("toy-price"));
    }

    @Override
    public ErrorForm errors() {
        return this;
    }

    @Override
    public Opening open(byte[] body) {
        JsonNode asked = read(body)
                .orElseThrow(() -> new FailureException(
                        new ClientFailure.InvalidRequest("toy_nonsense", "Say it in JSON.", null)));
        return new Opening(asked.path("bot").asText(), asked.path("live").asBoolean(), false, JsonEdits.NONE);
    }

    @Override
    public ReplyStream stream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        return new ToyStream(context, eventLimitBytes, memory);
    }

    @Override
    public WholeReply whole(byte[] body, ReplyContext context) {
        JsonNode said = read(body)
                .filter(reply -> reply.has("said"))
                .orElseThrow(() -> new FailureException(context.errors().readEvent(body, 0, body.length)));
        Optional<Usage> usage = Usage.of(1, said.path("words").asDouble());
        return WholeReply.of(
                body, JsonEdits.NONE, usage, Optional.of(said.path("bot").asText()));
    }

    @Override
    public Rendered answer(Failure failure) {
        String body = "{\"trouble\":\"" + failure.code() + "\"," + reason(failure) + "}";
        Map<String, String> headers = FailureHeaders.of(failure);
        return new Rendered(failure.status(), headers, body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte[] event(Failure failure) {
        String data = "{\"code\":\"" + failure.code() + "\"," + reason(failure) + "}";
        return ("event: trouble\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    static String reason(Failure failure) {
        return "\"sort\":\"" + failure.kind() + "\",\"because\":" + TextNode.valueOf(failure.message());
    }

    private static Optional<JsonNode> read(byte[] body) {
        try {
            return Optional.of(JSON.readTree(body));
        } catch (IOException nonsense) {
            return Optional.empty();
        }
    }
}
