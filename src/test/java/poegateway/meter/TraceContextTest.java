package poegateway.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    private final Random random = new Random(5);

    @Test
    void aValidTraceGoesOnUnderASpanOfOurOwn() {
        TraceContext context = TraceContext.of("00-" + TRACE + "-" + PARENT + "-01", random, false);
        assertEquals(TRACE, context.traceId());
        assertEquals(Optional.of(PARENT), context.parentId());
        assertNotEquals(PARENT, context.spanId());
        assertTrue(context.sampled());
        assertEquals("00-" + TRACE + "-" + context.spanId() + "-01", context.traceparent());
    }

    @Test
    void whoeverDoesNotSampleIsNotSampled() {
        assertFalse(TraceContext.of("00-" + TRACE + "-" + PARENT + "-02", random, true)
                .sampled());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00-" + TRACE + "-" + PARENT,
                "00-" + TRACE + "-" + PARENT + "-0",
                "00-" + TRACE + "-" + PARENT + "-01-more",
                "00-" + TRACE + "-" + PARENT + "-0G",
                "01-" + TRACE + "-" + PARENT + "-01",
                "ff-" + TRACE + "-" + PARENT + "-01",
                "00_" + TRACE + "-" + PARENT + "-01",
                "00-" + TRACE + "_" + PARENT + "-01",
                "00-" + TRACE + "-" + PARENT + "_01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + PARENT + "-01",
                "00-" + TRACE + "-00F067AA0BA902B7-01",
                "00-00000000000000000000000000000000-" + PARENT + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473x-" + PARENT + "-01",
                " 00-" + TRACE + "-" + PARENT + "-01"
            })
    void anythingElseBeginsANewTrace(@Nullable String header) {
        TraceContext context = TraceContext.of(header, random, true);
        assertNotEquals(TRACE, context.traceId());
        assertTrue(context.traceId().matches("[0-9a-f]{32}"), context.traceId());
        assertTrue(context.spanId().matches("[0-9a-f]{16}"), context.spanId());
        assertEquals(Optional.empty(), context.parentId());
        assertTrue(context.sampled());
    }

    @Test
    void noIdIsAllZeros() {
        Random zero = new Random() {
            private static final long serialVersionUID = 1L;

            @Override
            public long nextLong() {
                return 0;
            }
        };
        TraceContext context = TraceContext.of(null, zero, false);
        assertTrue(
                TraceContext.of(context.traceparent(), random, false).parentId().isPresent());
    }
}
