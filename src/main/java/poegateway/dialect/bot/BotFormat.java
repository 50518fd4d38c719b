package poegateway.dialect.bot;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import poegateway.core.MemoryLease;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.dialect.Codec;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.HeaderRules;
import poegateway.dialect.Opening;
import poegateway.dialect.PoeInterface;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.WholeReply;
import poegateway.dialect.WireFormat;
import poegateway.dialect.bot.codec.BotCodec;
import poegateway.dialect.bot.event.BotErrors;
import poegateway.dialect.bot.event.BotRefusals;

/** Poe's bot protocol. The model stands in the path, and every answer is a stream of events. */
public final class BotFormat implements WireFormat {
    private static final HeaderRules HEADERS = new HeaderRules(List.of(), List.of());
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String PLAIN_MARKS = "-._~";

    private final ErrorForm errors = new BotErrors();
    private final Codec codec = new BotCodec();

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public PoeInterface poeInterface() {
        return PoeInterface.BOT;
    }

    @Override
    public String path(String model) {
        if (model.isEmpty() || model.equals(".") || model.equals("..")) { // such a path would be another one
            throw new FailureException(new ClientFailure.UnlistedModel(new PoeRefusal.ModelNotFound(model, List.of())));
        }
        StringBuilder path = new StringBuilder("/");
        for (byte octet : model.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xFF);
            if (isPlain(character)) {
                path.append(character);
            } else {
                path.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return path.toString();
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
        return open(body, "");
    }

    @Override
    public Opening open(byte[] body, String model) {
        return QueryOpening.read(body, model);
    }

    @Override
    public ReplyStream stream(ReplyContext context, int eventLimitBytes, MemoryLease memory) {
        return new BotStream(context, eventLimitBytes, memory);
    }

    /** {@inheritDoc} Bots answer with events alone, so this is an error of Poe's, or no answer. */
    @Override
    public WholeReply whole(byte[] body, ReplyContext context) {
        throw BotRefusals.notEvents(body, context);
    }

    private static boolean isPlain(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || PLAIN_MARKS.indexOf(character) >= 0;
    }
}
