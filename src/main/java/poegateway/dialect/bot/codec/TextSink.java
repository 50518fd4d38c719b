package poegateway.dialect.bot.codec;

import java.io.IOException;
import poegateway.wire.json.JsonText;

/** Takes pieces of a text; each is valid during the call alone. */
@FunctionalInterface
interface TextSink {
    void accept(JsonText piece) throws IOException;
}
