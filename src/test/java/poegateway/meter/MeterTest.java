package poegateway.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import poegateway.core.Account;
import poegateway.core.AllowedModels;
import poegateway.core.Caller;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.Usage;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.ReplyFailure;

final class MeterTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final Map<String, String> MODEL =
            Map.of("gen_ai_request_model", RecordingSink.KNOWN, "gen_ai_response_model", RecordingSink.KNOWN);

    private final RecordingSink told = new RecordingSink();

    @AfterEach
    void close() {
        told.close();
    }

    @Test
    void theOverheadIsWhatNobodyElseCouldHelp() {
        told.stream(RecordingSink.KNOWN).close();
        OpenMetrics read = told.scrape();
        assertEquals(0.002, read.value("poe_gateway_overhead_seconds_sum", Map.of()), 1e-9);
        assertEquals(0.042, read.value("poe_gateway_request_duration_seconds_sum", Map.of("route", CHAT)), 1e-9);
    }

    @Test
    void aStreamIsTimedAsTheConventionsAsk() {
        told.stream("claude-sonnet-4.6").close();
        OpenMetrics read = told.scrape();
        assertEquals(0.041, read.value("gen_ai_client_operation_duration_seconds_sum", MODEL), 1e-9);
        assertEquals(0.010, read.value("gen_ai_client_operation_time_to_first_chunk_seconds_sum", MODEL), 1e-9);
        String gaps = "gen_ai_client_operation_time_per_output_chunk_seconds";
        assertEquals(2, read.value(gaps + "_count", MODEL));
        assertEquals(0.031, read.value(gaps + "_sum", MODEL), 1e-9);
        assertEquals(1, read.value(gaps + "_bucket", with(MODEL, "le", "0.02")));
        assertEquals(2, read.value(gaps + "_bucket", with(MODEL, "le", "0.04")));
        String tokens = "gen_ai_client_token_usage_sum";
        assertEquals(7, read.value(tokens, with(MODEL, "gen_ai_token_type", "input")));
        assertEquals(9, read.value(tokens, with(MODEL, "gen_ai_token_type", "output")));
    }

    @Test
    void countsOfTokensThatCannotBeAreNotCounted() {
        for (Usage impossible : List.of(
                new Usage(Long.MAX_VALUE, 1), new Usage(1, 1_000_000_001), new Usage(-1, 1), new Usage(1, -1))) {
            RecordingSink.Told stream = told.stream(RecordingSink.KNOWN);
            stream.operation().usage(impossible);
            stream.close();
        }
        RecordingSink.Told stream = told.stream(RecordingSink.KNOWN);
        stream.operation().usage(new Usage(1_000_000_000, 0));
        stream.close();
        OpenMetrics read = told.scrape();
        String tokens = "gen_ai_client_token_usage_sum";
        assertEquals(1_000_000_000 + 4 * 7, read.value(tokens, with(MODEL, "gen_ai_token_type", "input")));
        assertEquals(4 * 9, read.value(tokens, with(MODEL, "gen_ai_token_type", "output")));
    }

    @Test
    void eachCallOfAModelIsCountedByItselfAndARequestTellsOfAll() {
        RequestTimeline timeline = told.timeline();
        Span span = told.begin(CHAT, timeline);
        for (int call = 0; call < 2; call++) {
            try (Operation operation = span.operation("chat")) {
                operation.asked(RecordingSink.KNOWN, false);
                operation.attempt("first");
                told.pass(1_000);
                operation.usage(new Usage(7, 9));
            }
        }
        span.operation("chat").close();
        RequestRecord record = span.completed();
        span.close();
        assertEquals(2, record.operations().size(), "one that asked for nothing is none");
        assertEquals(2, record.attempts());
        assertEquals(Optional.of(new Usage(14, 18)), record.usage());
        OpenMetrics read = told.scrape();
        assertEquals(2, read.value("gen_ai_client_operation_duration_seconds_count", MODEL_ASKED));
        assertEquals(1, read.value("poe_gateway_requests_total", Map.of("route", CHAT)));
    }

    @Test
    void aCallThatOutlivesItsRequestIsToldAsFarAsItHasComeAndCountedWhenItEnds() {
        Span span = told.begin(CHAT);
        Operation operation = span.operation("chat");
        operation.asked(RecordingSink.KNOWN, true);
        operation.attempt("first");
        told.pass(2_000);
        operation.firstEventCame();
        told.pass(1_000);
        OperationRecord soFar = span.completed().operations().getFirst();
        assertEquals(3_000_000, soFar.durationNanos());
        assertEquals(2_000_000, soFar.firstChunkNanos());
        span.close();
        assertEquals(0, told.scrape().value("poe_gateway_inflight", Map.of()));
        assertEquals(1, told.scrape().value("poe_gateway_streams_active", Map.of()));
        told.pass(7_000);
        operation.close();
        assertEquals(0, told.scrape().value("poe_gateway_streams_active", Map.of()));
        assertEquals(0.01, told.scrape().value("gen_ai_client_operation_duration_seconds_sum", MODEL_ASKED), 1e-9);
    }

    @Test
    void whatTheGatewayAsksByItselfIsAnAttemptAndNoRequest() {
        try (Operation models = told.meter.background(told.timeline())) {
            models.attempt("first");
        }
        OpenMetrics read = told.scrape();
        assertEquals(1, read.value("poe_gateway_upstream_attempts_total", Map.of("reason", "first")));
        assertEquals(0, read.value("poe_gateway_inflight", Map.of()));
        assertTrue(read.samples().stream().noneMatch(sample -> sample.name().startsWith("poe_gateway_requests")));
    }

    @Test
    void serverTimingTellsOursAndPoesInMilliseconds() {
        try (RecordingSink.Told stream = told.stream(RecordingSink.KNOWN)) {
            assertEquals("gateway;dur=2.00, poe;dur=10.00", stream.span().serverTiming());
        }
        try (Span span = told.begin("/health/live")) {
            told.pass(415);
            assertEquals("gateway;dur=0.42", span.serverTiming());
        }
    }

    @Test
    void waitsForTheCallerAndForItsTurnAreNobodysOverhead() {
        RequestTimeline timeline = told.timeline();
        Span span = told.begin(CHAT, timeline);
        timeline.enter(RequestPhase.READING_BODY);
        told.pass(5_000);
        timeline.enter(RequestPhase.QUEUED);
        told.pass(200);
        timeline.enter(RequestPhase.CONNECTING);
        Operation operation = span.operation("chat");
        operation.asked(RecordingSink.KNOWN, false);
        operation.attempt("first");
        told.pass(3_000);
        assertEquals("gateway;dur=0.00, poe;dur=3.00", span.serverTiming());
        timeline.resume();
        told.pass(80);
        span.answered(200);
        operation.close();
        span.close();
        assertEquals(0.00008, told.scrape().value("poe_gateway_overhead_seconds_sum", Map.of()), 1e-12);
    }

    @Test
    void aFailureNamesTheOutcomeAndTheFirstOneStays() {
        RequestTimeline timeline = told.timeline();
        try (Span span = told.begin(CHAT, timeline);
                Operation operation = span.operation("chat")) {
            timeline.enter(RequestPhase.CONNECTING);
            span.caller(new Caller(
                    "id", "ci", Set.of(), new Account("default", Optional.empty(), false), AllowedModels.ALL));
            operation.asked(RecordingSink.KNOWN, true);
            operation.attempt("first");
            span.answered(200);
            operation.failed(new ReplyFailure.IdleTimeout(Duration.ofSeconds(90)));
            operation.failed(new ClientFailure.CallerGone());
            span.failed(new ReplyFailure.IdleTimeout(Duration.ofSeconds(90)));
            span.failed(new ClientFailure.CallerGone());
        }
        OpenMetrics read = told.scrape();
        String idle = new ReplyFailure.IdleTimeout(Duration.ofSeconds(90)).outcome();
        assertEquals(1, read.value("poe_gateway_requests_total", Map.of("outcome", idle, "status", "200")));
        assertEquals(1, read.value("poe_gateway_caller_requests_total", Map.of("outcome", idle, "key", "ci")));
        assertEquals(1, read.value("gen_ai_client_operation_duration_seconds_count", Map.of("error_type", idle)));
    }

    @Test
    void aCallerWhoLeavesIs499AndNoFailureOfPoes() {
        try (Span span = told.begin(CHAT)) {
            span.failed(new ClientFailure.CallerGone());
        }
        assertEquals(
                1,
                told.scrape()
                        .value(
                                "poe_gateway_requests_total",
                                Map.of("outcome", "client_cancelled", "status", "499", "route", CHAT)));
    }

    @Test
    void aSinkThatFailsCostsNeitherTheRequestNorTheMetrics() {
        RequestSink broken = new RequestSink() {
            @Override
            public void accept(RequestRecord completed) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void close() {}
        };
        try (RecordingSink failing = new RecordingSink(AccessLog.off(), Optional.of(broken))) {
            Span span = failing.begin(CHAT);
            span.answered(200);
            span.close();
            assertEquals(1, failing.scrape().value("poe_gateway_requests_total", Map.of("status", "200")));
            assertEquals(0, failing.scrape().value("poe_gateway_inflight", Map.of()));
        }
    }

    @Test
    void gaugesFollowWhatIsUnderWay() {
        Span one = told.begin(CHAT);
        Operation streamed = one.operation("chat");
        streamed.asked(RecordingSink.KNOWN, true);
        Span two = told.begin(CHAT);
        Operation whole = two.operation("chat");
        whole.asked(RecordingSink.KNOWN, false);
        assertEquals(2, told.scrape().value("poe_gateway_inflight", Map.of()));
        assertEquals(1, told.scrape().value("poe_gateway_streams_active", Map.of()));
        streamed.close();
        streamed.close();
        whole.close();
        one.close();
        one.close();
        two.close();
        assertEquals(0, told.scrape().value("poe_gateway_inflight", Map.of()));
        assertEquals(0, told.scrape().value("poe_gateway_streams_active", Map.of()));
    }

    @Test
    void tenThousandOfAnythingThatCallersChooseMakeNoNewSeries() {
        hostile(0);
        int before = told.scrape().samples().size();
        for (int i = 1; i < 10_000; i++) {
            hostile(i);
        }
        OpenMetrics read = told.scrape();
        assertEquals(before, read.samples().size());
        assertEquals(
                10_000,
                read.value("gen_ai_client_operation_duration_seconds_count", Map.of("gen_ai_request_model", "other")));
    }

    @Test
    void evenKnownNamesAreOnlySoMany() {
        LabelValues names = new LabelValues(Optional::of);
        List<String> labels = Stream.iterate(0, i -> i + 1)
                .limit(10_000)
                .map(i -> names.label("model-" + i))
                .distinct()
                .toList();
        assertEquals(301, labels.size());
        assertEquals("other", labels.getLast());
        assertEquals("model-299", names.label("model-299"));
    }

    @Test
    void setsOfLabelsAreOnlySoMany() {
        BoundedMeters<Integer, String> bounded = new BoundedMeters<>(3, -1, key -> "made for " + key);
        assertEquals("made for 2", Stream.of(0, 1, 2).map(bounded::get).toList().getLast());
        assertEquals("made for -1", bounded.get(3));
        assertEquals("made for -1", bounded.get(4));
        assertEquals("made for 1", bounded.get(1));
        assertEquals(4, bounded.size());
    }

    @Test
    void aFamilyWithOtherLabelsThanItsOwnIsRefusedAloud() {
        assertThrows(IllegalArgumentException.class, () -> Metrics.tags(MetricFamily.REQUESTS, "one", "two"));
        assertThrows(IllegalArgumentException.class, () -> told.meter.watch(Meter.Reading.POINTS_BALANCE, () -> 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> told.meter.watch(Meter.Reading.CONFIG_RELOAD_FAILED, "default", () -> 1));
    }

    @Test
    void openMetricsIsForWhoeverNamesIt() {
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8",
                told.meter.scrape(null).contentType());
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8",
                told.meter.scrape("*/*").contentType());
        Scrape asked = told.meter.scrape("application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.3");
        assertEquals("application/openmetrics-text; version=1.0.0; charset=utf-8", asked.contentType());
        assertTrue(new String(asked.body(), StandardCharsets.UTF_8).endsWith("# EOF\n"));
    }

    private void hostile(int seed) {
        byte[] bytes = new byte[24];
        new Random(seed).nextBytes(bytes);
        String word = HexFormat.of().formatHex(bytes);
        Meter.Request request =
                new Meter.Request("POST", CHAT, word, Optional.of(word), Optional.of(word + "\u2028\"{}"));
        RequestTimeline timeline = told.timeline();
        try (Span span = told.meter.begin(request, timeline);
                Operation operation = span.operation("chat")) {
            operation.asked(word + "\n", true);
            operation.attempt("first");
            timeline.enter(RequestPhase.CONNECTING);
            operation.firstEventCame();
            timeline.firstEventCame();
            operation.modelServed(word);
            operation.chunks(2);
            span.answered(200);
        }
    }

    private static final Map<String, String> MODEL_ASKED = Map.of("gen_ai_request_model", RecordingSink.KNOWN);

    private static Map<String, String> with(Map<String, String> labels, String name, String value) {
        Map<String, String> more = new HashMap<>(labels);
        more.put(name, value);
        return more;
    }
}
