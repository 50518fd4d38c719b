package poegateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PreferencesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gzip                          | true
            GZIP                          | true
            x-gzip                        | true
            deflate, gzip, br             | true
            gzip;q=1.0, identity;q=0.5    | true
            gzip; q=0.001                 | true
            *                             | true
            *;q=0.5                       | true
            gzip,identity                 | true
            identity;q=0, *               | true
            gzip;q=0                      | false
            gzip;q=0.000, *;q=1           | false
            *;q=0                         | false
            gzip;q=0.5, identity          | false
            gzip;q=x                      | false
            gzip;q=2                      | false
            gzip;level=9                  | false
            identity                      | false
            deflate, br                   | false
            gzipped                       | false
            ''                            | false
            ,;,                           | false
            """)
    void gzipIsWantedWhereItIsNamedAndLikedNoLessThanPlain(String header, boolean wanted) {
        assertEquals(wanted, Preferences.wantsGzip(Optional.of(header)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            W/"a"        | true
            "a"          | true
            "b", W/"a"   | true
            *            | true
            "b"          | false
            a            | false
            W/"ab"       | false
            """)
    void aTagIsKnownWhetherItIsWeakOrStrong(String header, boolean known) {
        assertEquals(known, Preferences.knows(Optional.of(header), "W/\"a\""));
    }

    @Test
    void whoSaysNothingWantsThePlainFormAndKnowsNothing() {
        assertEquals(false, Preferences.wantsGzip(Optional.empty()));
        assertEquals(false, Preferences.knows(Optional.empty(), "W/\"a\""));
    }
}
