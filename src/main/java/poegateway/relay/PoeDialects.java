package poegateway.relay;

import poegateway.dialect.PoeInterface;
import poegateway.dialect.WireFormat;

/**
 * What Poe's interfaces speak.
 *
 * @param openai the dialect of the OpenAI-compatible one into which requests of other dialects are translated
 * @param bot the bot protocol
 */
public record PoeDialects(WireFormat openai, WireFormat bot) {
    WireFormat of(PoeInterface part) {
        return switch (part) {
            case OPENAI -> openai;
            case BOT -> bot;
        };
    }
}
