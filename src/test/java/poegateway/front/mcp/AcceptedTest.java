package poegateway.front.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
final class AcceptedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json, text/event-stream | true | true",
                "text/event-stream,application/json;q=0.9 | true | true",
                "application/json | true | false",
                "*/* | true | false",
                "application/* | true | false",
                "APPLICATION/JSON | true | false",
                "text/event-stream | false | true",
                "text/html | false | false",
                "application/json;q=0, text/event-stream | false | true",
                "application/json ; q=0.000 | false | false",
                ", ,; | false | false"
            })
    void aClientSaysInWhichFormsItTakesAnAnswer(String header, boolean json, boolean stream) {
        assertEquals(new Accepted(json, stream), Accepted.of(Optional.of(header)));
    }

    @Test
    void whoeverSaysNothingTakesOneMessage() {
        assertEquals(new Accepted(true, false), Accepted.of(Optional.empty()));
        assertEquals(new Accepted(true, false), Accepted.of(Optional.of(" ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/event-stream | true",
                "TEXT/Event-Stream;q=0.1 | true",
                "text/* | true",
                "*/* | true",
                "application/json, */*;q=0.1 | true",
                "text/event-stream, */*;q=0 | true",
                "text/event-stream;q=0, */* | false",
                "text/*;q=0, */* | false",
                "text/*;q=0, text/event-stream | true",
                "*/*;q=0 | false",
                "application/json | false",
                "text/html, application/* | false",
                ", ,; | false"
            })
    void whereThereIsOnlyAStreamAnyRangeThatHoldsItAllowsIt(String header, boolean allowed) {
        assertEquals(allowed, Accepted.allowsStream(Optional.of(header)));
    }

    @Test
    void whoeverSaysNothingAllowsAStream() {
        assertTrue(Accepted.allowsStream(Optional.empty()));
        assertTrue(Accepted.allowsStream(Optional.of(" ")));
    }
}
