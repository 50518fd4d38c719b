package poegateway.dialect.chat;

import java.util.List;
import java.util.Optional;
import poegateway.conversation.FileReferences;
import poegateway.core.MemoryLease;
import poegateway.dialect.Codec;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.HeaderRules;
import poegateway.dialect.OpenAiErrors;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.WholeReply;
import poegateway.dialect.WireFormat;
import poegateway.dialect.chat.codec.ChatCodec;

/** OpenAI chat completions. */
public final class ChatFormat implements WireFormat {
    private static final HeaderRules HEADERS = new HeaderRules(
            List.of("idempotency-key", "poe-feature"),
            List.of("openai-processing-ms", "openai-version", "x-poe-feature-active"));

    private final ErrorForm errors = new OpenAiErrors();
    private final Codec codec = new ChatCodec(this);

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path(String model) {
        return "/chat/completions";
    }

    @Override
    public Optional<FileReferences> files() {
        return Optional.of(FilePart.REFERENCES);
    }

    @Override
    public Optional<Codec> codec() {
        return Optional.of(codec);
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
        return ChatRequest.read(body);
    }

    @Override
    public ReplyStream stream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        return new ChatStream(context.opening().usageWanted(), eventLimitBytes, Envelope.of(context), memory);
    }

    @Override
    public WholeReply whole(byte[] body, ReplyContext context) {
        return ChatReply.rewrite(body, Envelope.of(context));
    }
}
