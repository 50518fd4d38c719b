package poegateway.media.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.catalog.ModelCard;
import poegateway.catalog.ModelParameter;
import poegateway.catalog.ModelParameter.Values;
import poegateway.catalog.ModelPrices;
import poegateway.core.failure.FailureException;
import poegateway.media.ParameterWriter;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

@Execution(ExecutionMode.CONCURRENT)
class VideoOptionsTest {
    private static final ModelParameter SHAPE = oneOf("aspect_ratio", "16:9", "9:16");

    @Test
    void aLengthIsSaidAsTheModelSpellsIt() {
        assertEquals("{duration=\"8\"}", written("8", "", oneOf("duration", "4", "8")));
        assertEquals("{duration=\"8s\"}", written("8", "", oneOf("duration", "4s", "8s")));
        assertEquals(
                "{duration=8}",
                written("8", "", parameter("duration", new Values.Between(BigDecimal.ONE, BigDecimal.TEN))));
        assertEquals("{} without [seconds]", written("8", ""));
    }

    @Test
    void aLengthThatTheModelDoesNotMakeIsRefusedOnlyByAListOfPoes() {
        ModelParameter duration = oneOf("duration", "4", "8");
        assertThrows(FailureException.class, () -> written(true, "7", "", duration));
        assertEquals("{} without [seconds]", written(false, "7", "", duration));
    }

    @Test
    void aSizeIsTheSameSizeOrTheSameShape() {
        assertEquals("{size=\"1280x720\"}", written("", "1280x720", oneOf("size", "1280x720", "720x1280")));
        assertEquals("{resolution=\"1280x720\"}", written("", "1280x720", oneOf("resolution", "832x480", "1280x720")));
        assertEquals("{aspect_ratio=\"16:9\"}", written("", "1792x1024", SHAPE));
        assertEquals(
                "{aspect_ratio=\"9:16\", resolution=\"720p\"}",
                written("", "720x1280", SHAPE, oneOf("resolution", "720p", "1080p")));
        assertEquals(
                "{aspect_ratio=\"9:16\"}",
                written("", "720x1280", SHAPE, oneOf("resolution", "1080p", "1440p")),
                "the resolution stays the model's own");
        assertEquals("{} without [size]", written("", "1280x720", oneOf("style", "anime")));
        assertThrows(FailureException.class, () -> written("", "1000x1000", SHAPE));
    }

    @Test
    void aModelThatIsNotListedGetsEverythingButWhatNoOptionMayBe() {
        ParameterWriter writer = new ParameterWriter(Optional.empty(), false);
        VideoOptions.write(
                request("8", "1280x720", Map.of("messages", JsonSlice.of("[]"), "seed", JsonSlice.of("7"))),
                false,
                writer);
        assertEquals("{seconds=8, seed=7, size=\"1280x720\"} without [messages]", shown(writer));
    }

    private static String written(String seconds, String size, ModelParameter... declared) {
        return written(true, seconds, size, declared);
    }

    private static String written(boolean certain, String seconds, String size, ModelParameter... declared) {
        ParameterWriter writer = new ParameterWriter(Optional.of(card(declared)), certain);
        VideoOptions.write(request(seconds, size, Map.of()), true, writer);
        return shown(writer);
    }

    private static String shown(ParameterWriter writer) {
        String parameters = new TreeMap<>(writer.parameters()).toString();
        return writer.dropped().isEmpty() ? parameters : parameters + " without " + writer.dropped();
    }

    private static VideoRequest request(String seconds, String size, Map<String, JsonSlice> options) {
        return new VideoRequest(
                "m",
                JsonText.of("a cat"),
                Optional.of(seconds).filter(given -> !given.isEmpty()),
                Optional.of(size).filter(given -> !given.isEmpty()),
                options,
                Optional.empty());
    }

    private static ModelParameter oneOf(String name, String... values) {
        return parameter(name, new Values.OneOf(List.of(values)));
    }

    private static ModelParameter parameter(String name, Values values) {
        return new ModelParameter(name, values, Optional.empty());
    }

    private static ModelCard card(ModelParameter... declared) {
        return new ModelCard(
                "m",
                "M",
                "Poe",
                OptionalLong.empty(),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                List.of(declared),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                ModelPrices.UNKNOWN);
    }
}
