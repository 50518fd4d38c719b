package poegateway.media.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.failure.ClientFailure.InvalidRequest;
import poegateway.core.failure.FailureException;

class ImageRequestReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"n\":2",
                "\"n\":2.0",
                "\"n\":0.2e1",
                "\"extra_body\":{\"n\":3},\"n\":2",
                "\"n\":2,\"extra_body\":{\"n\":3}",
                "\"n\":null,\"extra_body\":{\"n\":2}"
            })
    void aNumberOfPicturesCountsHoweverItIsWrittenAndWhereverItStands(String members) {
        assertEquals(2, read(members).count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "1.5", "1e30", "\"2\"", "true"})
    void anyOtherNumberOfPicturesIsRefused(String written) {
        assertEquals("invalid_value n", refusal("\"n\":" + written));
    }

    @Test
    void aKeyThatStandsTwiceInExtraBodyIsRefused() {
        assertEquals("duplicate_key extra_body.seed", refusal("\"extra_body\":{\"seed\":1,\"seed\":2}"));
    }

    private static String refusal(String members) {
        FailureException refused = assertThrows(FailureException.class, () -> read(members));
        InvalidRequest failure = (InvalidRequest) refused.failure();
        return failure.code() + " " + failure.param();
    }

    private static ImageRequest read(String members) {
        return ImageRequestReader.generation(("{\"model\":\"m\",\"prompt\":\"a\"," + members + "}").getBytes(UTF_8));
    }
}
