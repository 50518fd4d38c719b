package poegateway.pairs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.dialect.CallerCodec;
import poegateway.dialect.Opening;
import poegateway.dialect.PoeInterface;
import poegateway.dialect.Target;
import poegateway.dialect.WireFormat;
import poegateway.dialect.WrittenRequest;
import poegateway.wire.json.JsonText;

/** A request with a large picture is translated without a copy of it, between any two dialects. */
class PictureAllocationTest {
    private static final int PICTURE_CHARS = 20_000_000;
    private static final String URL = "\"data:image/png;base64,%s\"";

    @ParameterizedTest
    @CsvSource({
        "CHAT, RESPONSES",
        "CHAT, MESSAGES",
        "CHAT, BOT",
        "RESPONSES, CHAT",
        "RESPONSES, MESSAGES",
        "RESPONSES, BOT",
        "MESSAGES, CHAT",
        "MESSAGES, RESPONSES",
        "MESSAGES, BOT"
    })
    void aLargePictureIsNotCopied(RecordedCaller caller, RecordedCaller model) throws IOException {
        byte[] body = request(caller, "AA\\/A".repeat(PICTURE_CHARS / 5)).getBytes(UTF_8);
        translate(caller.format(), model.format(), body); // what is loaded and made once
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long written = translate(caller.format(), model.format(), body);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < PICTURE_CHARS / 100, allocated + " bytes");
        assertEquals(model != RecordedCaller.BOT, written > PICTURE_CHARS, written + " bytes");
    }

    private static long translate(WireFormat caller, WireFormat model, byte[] body) throws IOException {
        Opening opening = caller.open(body);
        CallerCodec read = caller.callerCodec().orElseThrow();
        Prompt prompt = read.readRequest(body, opening.model());
        if (model.poeInterface() == PoeInterface.BOT) {
            prompt = uploaded(prompt);
        }
        Target target = new Target(opening.model(), opening.stream(), Optional.empty(), read.dialect());
        WrittenRequest written = model.codec().orElseThrow().writeRequest(prompt, target);
        written.body().writeTo(OutputStream.nullOutputStream());
        return written.body().length();
    }

    private static Prompt uploaded(Prompt prompt) {
        MediaSource address = new MediaSource.Address(JsonText.of("https://a.b/c.png"));
        return prompt.withMedia(media -> new Part.Media(media.kind(), address, media.name(), media.extras()));
    }

    private static String request(RecordedCaller caller, String picture) {
        return switch (caller) {
            case CHAT ->
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":"
                        + URL.formatted(picture) + "}}]}]}";
            case RESPONSES ->
                "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":"
                        + URL.formatted(picture) + "}]}]}";
            case MESSAGES ->
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\","
                        + "\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"" + picture
                        + "\"}}]}]}";
            case COMPLETIONS, BOT -> throw new IllegalArgumentException("its requests hold no files");
        };
    }
}
