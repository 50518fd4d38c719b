package poegateway.dialect.messages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import poegateway.conversation.FileReferences;
import poegateway.core.MemoryLease;
import poegateway.core.failure.Failure;
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
import poegateway.dialect.messages.codec.MessagesCodec;
import poegateway.dialect.messages.event.AnthropicErrors;
import poegateway.dialect.messages.event.MessagesReply;
import poegateway.wire.json.JsonEdits;

/** Anthropic's messages. */
public final class MessagesFormat implements WireFormat {
    private static final HeaderRules HEADERS = new HeaderRules(
            List.of("anthropic-version", "anthropic-beta", "idempotency-key", "poe-feature"),
            List.of("x-poe-feature-active"),
            Map.of("anthropic-version", "2023-06-01"));

    private static final Codec CODEC = new MessagesCodec();

    private final ErrorForm errors = new AnthropicErrors();

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path(String model) {
        return "/messages";
    }

    @Override
    public Optional<FileReferences> files() {
        return Optional.of(FileSource.REFERENCES);
    }

    @Override
    public Optional<Codec> codec() {
        return Optional.of(CODEC);
    }

    @Override
    public PoeSupport support() {
        return PoeSupport.LISTED_MODELS;
    }

    @Override
    public HeaderRules headers() {
        return HEADERS;
    }

    @Override
    public ErrorForm errors() {
        return errors;
    }

    /** {@inheritDoc} Poe takes no options here, but for how much is to be thought, in Anthropic's words. */
    @Override
    public Map<String, String> option(String name, String json) {
        return switch (name) {
            case "output_effort" -> Map.of("output_config", "{\"effort\":" + json + "}");
            case "thinking_budget" ->
                Map.of(
                        "thinking",
                        json.equals("0")
                                ? "{\"type\":\"disabled\"}"
                                : "{\"type\":\"enabled\",\"budget_tokens\":" + json + "}");
            default -> Map.of(name, json);
        };
    }

    @Override
    public Opening open(byte[] body) {
        return MessagesRequest.read(body);
    }

    @Override
    public ReplyStream stream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        return new MessagesStream(context, eventLimitBytes, memory);
    }

    @Override
    public WholeReply whole(byte[] body, ReplyContext context) {
        return MessagesReply.read(body, context);
    }

    @Override
    public Set<String> unknownMembers(Failure refusal) {
        return UnknownMembers.of(refusal);
    }

    @Override
    public JsonEdits without(byte[] body, String path) {
        return UnknownMembers.without(body, path);
    }

    @Override
    public Optional<byte[]> wholeToStream(byte[] body, WholeReply read, ReplyContext context) {
        return Optional.of(MessageEvents.of(body));
    }

    @Override
    public Optional<ReplyAssembler> streamToWhole(ReplyContext context, int eventLimitBytes, long replyLimitBytes) {
        return Optional.of(new MessageAssembler(context, eventLimitBytes, replyLimitBytes));
    }
}
