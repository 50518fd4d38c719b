package poegateway.wire.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSliceTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "0e400, 0",
        "7, 7",
        "1.0, 1",
        "-3.00, -3",
        "1e2, 100",
        "1.5E+1, 15",
        "120e-1, 12",
        "9007199254740993, 9007199254740993",
        "9007199254740993.0, 9007199254740993",
        "1e30, 9223372036854775807",
        "-1e300, -9223372036854775808"
    })
    void aNumberIsWholeByItsValue(String written, long value) {
        assertEquals(OptionalLong.of(value), JsonSlice.of(written).whole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "1.0001", "1e-1", "1e-99999999999", "\"1\"", "null", "true", "[1]", "{}"})
    void whatHasAFractionOrIsNoNumberIsNotWhole(String written) {
        assertEquals(OptionalLong.empty(), JsonSlice.of(written).whole());
    }
}
