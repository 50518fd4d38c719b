package poegateway.simulator.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "GPT-4o, GPT-4o",
        "My%20Bot, My Bot",
        "a+b, a+b",
        "%e4%BD%a0, 你",
        "é%2F, é/",
        "%F0%9F%90%A7, 🐧",
        "%25zz, %zz"
    })
    void aSegmentIsDecoded(String segment, String value) {
        assertEquals(Optional.of(value), RequestPath.decoded(segment));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%2", "%zz", "%%41", "%FF", "%C3", "%C3x", "%ED%A0%80"})
    void aBrokenEscapeHasNoValue(String segment) {
        assertEquals(Optional.empty(), RequestPath.decoded(segment));
    }

    @ParameterizedTest
    @CsvSource({
        "/bot/GPT-4o, /bot/GPT-4o",
        "/bot/%47PT%2d4o, /bot/GPT-4o",
        "/bot/%7E%5f%2E, /bot/~_.",
        "/bot/a%2fb, /bot/a%2Fb",
        "/bot/%c3%a9%20, /bot/%C3%A9%20",
        "/bot/%2541, /bot/%2541",
        "/bot/%zz%, /bot/%zz%"
    })
    void equalPathsBecomeOne(String path, String normalized) {
        assertEquals(normalized, RequestPath.normalized(path));
    }
}
