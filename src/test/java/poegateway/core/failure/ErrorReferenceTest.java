package poegateway.core.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ErrorReferenceTest {
    private static final Path PAGE = Path.of("docs/errors.md");
    private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final ErrorReference REFERENCE = new ErrorReference(FailureSample.all());

    @Test
    void thePageIsWhatTheFailuresSay() throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, REFERENCE.page());
        }
        assertEquals(
                REFERENCE.page(),
                Files.exists(PAGE) ? Files.readString(PAGE) : "",
                "docs/errors.md is out of date: run mvn test -Dtest=ErrorReferenceTest -Ddocs.write=true");
    }

    @Test
    void everyFailureHasASample() {
        assertEquals(List.of(), REFERENCE.casesWithoutSample());
    }

    @Test
    void aFailureWithoutASampleIsNamed() {
        List<FailureSample> fewer = FailureSample.all().stream()
                .filter(sample -> !(sample.failure() instanceof ReplyFailure.Closed))
                .toList();
        assertEquals(List.of(ReplyFailure.Closed.class.getName()), new ErrorReference(fewer).casesWithoutSample());
    }

    @Test
    void casesAreFoundAllTheWayDown() {
        Set<Class<?>> cases = ErrorReference.cases(Failure.class);
        assertTrue(cases.contains(ClientFailure.CallerGone.class));
        assertTrue(cases.contains(GatewayFailure.Bug.class));
        assertFalse(cases.contains(UpstreamFailure.class));
    }

    @Test
    void everyFaultHasExactlyOneKindOfAnswer() {
        assertEquals(List.of(), REFERENCE.faultsWithoutOneAnswer(Fault.all()));
    }

    @Test
    void aFaultWithoutAnAnswerAndAnUnknownFaultAreNamed() {
        List<Fault> faults = List.of(new Fault("1", "stood for", ""), new Fault("99", "forgotten", ""));
        List<FailureSample> samples = List.of(
                new FailureSample(new GatewayFailure.Bug(), "", "", List.of("1")),
                new FailureSample(new GatewayFailure.Bug(), "", "", List.of("98")));
        assertEquals(List.of("99", "98"), new ErrorReference(samples).faultsWithoutOneAnswer(faults));
    }

    @Test
    void everyFailureKeepsTheRulesOfItsSource() {
        for (FailureSample sample : FailureSample.all()) {
            Failure failure = sample.failure();
            String prefix = failure.source().name().toLowerCase(Locale.ROOT) + "_";
            assertTrue(failure.outcome().startsWith(prefix), failure::outcome);
            assertTrue(SNAKE_CASE.matcher(failure.code()).matches(), failure::code);
            assertTrue(failure.message().endsWith("."), failure::message);
            assertEquals(failure instanceof GatewayFailure.Bug, failure.status() == 500, failure::code);
        }
    }
}
