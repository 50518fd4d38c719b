package poegateway.dialect.responses;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.conversation.FileReferences;
import poegateway.core.MemoryLease;
import poegateway.dialect.Codec;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.HeaderRules;
import poegateway.dialect.Opening;
import poegateway.dialect.PoeSupport;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.WholeReply;
import poegateway.dialect.WireFormat;
import poegateway.dialect.responses.codec.ResponsesCodec;
import poegateway.dialect.responses.event.ResponsesErrors;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonSlice;

/** OpenAI's responses. It knows no earlier responses; a request that names one needs a format of its own. */
public final class ResponsesFormat implements WireFormat {
    private static final HeaderRules HEADERS = new HeaderRules(
            List.of("idempotency-key", "poe-feature"),
            List.of("openai-processing-ms", "openai-version", "x-poe-feature-active"));

    private static final ResponsesCodec CODEC = new ResponsesCodec();

    private final ErrorForm errors = new ResponsesErrors();
    private final PastItems past;
    private final ResponseWatch watch;

    public ResponsesFormat() {
        this(PastItems.NONE, ResponseWatch.NONE);
    }

    /**
     * The format for one request.
     *
     * @param past what the request may refer to
     * @param watch sees the response
     */
    public ResponsesFormat(PastItems past, ResponseWatch watch) {
        this.past = past;
        this.watch = watch;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path(String model) {
        return "/responses";
    }

    @Override
    public Optional<FileReferences> files() {
        return Optional.of(FileInput.REFERENCES);
    }

    @Override
    public Optional<Codec> codec() {
        return Optional.of(CODEC);
    }

    @Override
    public PoeSupport support() {
        return PoeSupport.LISTED_MODELS;
    }

    /** {@inheritDoc} OpenAI has another place for two that chat completions have at the top level. */
    @Override
    public Map<String, String> option(String name, String json) {
        return switch (name) {
            case "reasoning_effort" -> Map.of("reasoning", "{\"effort\":" + json + "}");
            case "verbosity" -> Map.of("text", "{\"verbosity\":" + json + "}");
            default -> Map.of(name, json);
        };
    }

    @Override
    public HeaderRules headers() {
        return HEADERS;
    }

    @Override
    public ErrorForm errors() {
        return errors;
    }

    @Override
    public Opening open(byte[] body) {
        return ResponsesRequest.read(body, past);
    }

    /**
     * What must be put into the body of a request that is translated: the items that it refers to.
     *
     * @throws poegateway.core.failure.FailureException as {@link #open}
     */
    public JsonEdits expansion(byte[] body) {
        return ResponsesRequest.expansion(body, past);
    }

    @Override
    public ReplyStream stream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        return new ResponsesStream(context, watch, eventLimitBytes, memory);
    }

    @Override
    public WholeReply whole(byte[] body, ReplyContext context) {
        return ResponsesReply.read(body, context, watch);
    }

    @Override
    public Optional<byte[]> wholeToStream(byte[] body, WholeReply read, ReplyContext context) {
        byte[] response = read.edits().apply(body);
        return Optional.of(WholeToEvents.of(new JsonSlice(response, 0, response.length)));
    }

    @Override
    public Optional<ReplyAssembler> streamToWhole(ReplyContext context, int eventLimitBytes, long replyLimitBytes) {
        return Optional.of(new LastResponse(context, watch, eventLimitBytes, replyLimitBytes));
    }
}
