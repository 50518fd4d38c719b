package poegateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathNormalizerTest {
    @ParameterizedTest
    @CsvSource({
        "/v1/models, /models",
        "/models, /models",
        "/v1/v1/models, /models",
        "//v1/models, /models",
        "///v1//v1/models///, /models",
        "/v1, /",
        "/v1/, /",
        "/, /",
        "//, /",
        "/v1x/models, /v1x/models",
        "/health/ready, /health/ready",
        "/v1/models/openai%2Fgpt-4o, /models/openai%2Fgpt-4o",
        "/v1/models/a/v1/b, /models/a/v1/b",
    })
    void everySpellingOfAPathIsBroughtIntoOne(String written, String canonical) {
        assertEquals(canonical, PathNormalizer.canonical(written));
    }
}
