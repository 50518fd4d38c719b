package poegateway.media.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.failure.FailureException;

/** Parts of ten bytes. */
@Execution(ExecutionMode.CONCURRENT)
class AskedRangeTest {
    @ParameterizedTest
    @CsvSource({"bytes=0-0,0,1", "bytes=2-5,2,4", "bytes=7-,7,3", "bytes=-4,6,4", "bytes=-99,0,10", "bytes=3-999999,3,7"
    })
    void aPartIsWhatTheHeaderSays(String header, long from, long count) {
        assertEquals(Optional.of(new AskedRange(from, count)), AskedRange.of(Optional.of(header), 10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=5-2",
                "bytes=0-1,3-4",
                "lines=0-1",
                "bytes=a-b",
                "bytes=--1",
                "bytes=0-9999999999999999999999"
            })
    void whatIsNoPartMeansAllOfIt(String header) {
        assertEquals(Optional.empty(), AskedRange.of(Optional.of(header), 10));
        assertEquals(Optional.empty(), AskedRange.of(Optional.empty(), 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=99-100", "bytes=-0"})
    void whatLiesBehindTheEndIsRefused(String header) {
        assertThrows(FailureException.class, () -> AskedRange.of(Optional.of(header), 10));
    }

    @Test
    void nothingHasNoParts() {
        assertThrows(FailureException.class, () -> AskedRange.of(Optional.of("bytes=-1"), 0));
        assertThrows(FailureException.class, () -> AskedRange.of(Optional.of("bytes=0-"), 0));
    }
}
