package poegateway.dialect.completions;

import java.util.List;
import java.util.Optional;
import poegateway.core.MemoryLease;
import poegateway.dialect.CallerCodec;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.HeaderRules;
import poegateway.dialect.OpenAiErrors;
import poegateway.dialect.Opening;
import poegateway.dialect.PoeSupport;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.WholeReply;
import poegateway.dialect.WireFormat;

/** OpenAI's completions of one text, for callers alone. */
public final class CompletionsFormat implements WireFormat {
    private final ErrorForm errors = new OpenAiErrors();
    private final CallerCodec codec = new CompletionsCodec();

    @Override
    public PoeSupport support() {
        return PoeSupport.NO_MODEL;
    }

    @Override
    public Optional<CallerCodec> callerCodec() {
        return Optional.of(codec);
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path(String model) {
        throw notSpoken();
    }

    @Override
    public String operation() {
        return "text_completion";
    }

    @Override
    public HeaderRules headers() {
        return new HeaderRules(List.of("idempotency-key"), List.of());
    }

    @Override
    public ErrorForm errors() {
        return errors;
    }

    @Override
    public Opening open(byte[] body) {
        return CompletionsRequest.open(body);
    }

    @Override
    public ReplyStream stream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        throw notSpoken();
    }

    @Override
    public WholeReply whole(byte[] body, ReplyContext context) {
        throw notSpoken();
    }

    private static IllegalStateException notSpoken() {
        return new IllegalStateException("Poe does not speak it");
    }
}
