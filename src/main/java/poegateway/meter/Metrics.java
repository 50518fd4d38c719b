package poegateway.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import poegateway.core.Usage;

/** The meters behind each {@link MetricFamily}. Looking one up by its labels costs a map's look-up; there are only so many. */
final class Metrics implements AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String OPENMETRICS_NAME = "application/openmetrics-text";
    private static final int LABEL_SETS_MAX = 2_000;
    private static final int SINGLE_LABELS_MAX = 300;

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT).throwExceptionOnRegistrationFailure();
    private final ChunkGapHistogram chunkGaps = new ChunkGapHistogram();
    private final AtomicBoolean processShown = new AtomicBoolean();
    private final LabelValues models;
    private final Timer overhead;
    private final BoundedMeters<Ending, Counter> requests;
    private final BoundedMeters<Charge, Counter> callers;
    private final BoundedMeters<String, Timer> durations;
    private final BoundedMeters<String, Counter> attempts;
    private final BoundedMeters<ModelUse, ModelMeters> uses;

    private final BoundedMeters<ToolEnding, Counter> toolCalls;
    private final BoundedMeters<String, Timer> toolDurations;
    private final Counter toolRounds;

    private record ToolEnding(String tool, String outcome) {}

    private record Ending(String route, String outcome, int status) {}

    private record Charge(String key, String outcome) {}

    Metrics(LabelValues models, String version) {
        this.models = models;
        this.overhead = timer(MetricFamily.OVERHEAD);
        this.requests = new BoundedMeters<>(
                LABEL_SETS_MAX,
                new Ending(LabelValues.OTHER, LabelValues.OTHER, 0),
                ending ->
                        counter(MetricFamily.REQUESTS, ending.route, ending.outcome, Integer.toString(ending.status)));
        this.callers = new BoundedMeters<>(
                LABEL_SETS_MAX,
                new Charge(LabelValues.OTHER, LabelValues.OTHER),
                charge -> counter(MetricFamily.CALLER_REQUESTS, charge.key, charge.outcome));
        this.durations = new BoundedMeters<>(
                SINGLE_LABELS_MAX, LabelValues.OTHER, route -> timer(MetricFamily.REQUEST_DURATION, route));
        this.attempts = new BoundedMeters<>(
                SINGLE_LABELS_MAX, LabelValues.OTHER, why -> counter(MetricFamily.UPSTREAM_ATTEMPTS, why));
        this.uses = new BoundedMeters<>(LABEL_SETS_MAX, ModelUse.REST, this::metersOf);
        this.toolCalls = new BoundedMeters<>(
                LABEL_SETS_MAX,
                new ToolEnding(LabelValues.OTHER, LabelValues.OTHER),
                ending -> counter(MetricFamily.TOOL_CALLS, ending.tool, ending.outcome));
        this.toolDurations = new BoundedMeters<>(
                SINGLE_LABELS_MAX, LabelValues.OTHER, tool -> timer(MetricFamily.TOOL_DURATION, tool));
        this.toolRounds = counter(MetricFamily.TOOL_ROUNDS);
        registry.getPrometheusRegistry().register(chunkGaps);
        registry.getPrometheusRegistry().register(new BuildInfo(version));
    }

    void attempt(String why) {
        attempts.get(why).increment();
    }

    void toolCall(String tool, String outcome) {
        toolCalls.get(new ToolEnding(tool, outcome)).increment();
    }

    void toolRan(String tool, long nanos) {
        toolDurations.get(tool).record(nanos, TimeUnit.NANOSECONDS);
    }

    void toolRound() {
        toolRounds.increment();
    }

    void ended(RequestRecord done) {
        String route = done.request().route();
        requests.get(new Ending(route, done.outcome(), done.status())).increment();
        callers.get(new Charge(done.key(), done.outcome())).increment();
        durations.get(route).record(done.times().durationNanos(), TimeUnit.NANOSECONDS);
        if (done.attempts() > 0 && done.times().overheadNanos() >= 0) {
            overhead.record(done.times().overheadNanos(), TimeUnit.NANOSECONDS);
        }
    }

    void ended(OperationRecord done, @Nullable ChunkGaps gaps) {
        if (done.attempts() > 0) {
            uses.get(use(done)).add(done, gaps);
        }
    }

    void gauge(MetricFamily family, DoubleSupplier value, String... labels) {
        Gauge.builder(family.meterName(), value::getAsDouble)
                .description(family.help())
                .tags(tags(family, labels))
                .register(registry);
    }

    /** Micrometer forgets what a counter reads from once nobody else holds it, so it is given this. */
    void dropped(LongSupplier lines) {
        FunctionCounter.builder(MetricFamily.LOG_LINES_DROPPED.meterName(), this, held -> lines.getAsLong())
                .description(MetricFamily.LOG_LINES_DROPPED.help())
                .register(registry);
    }

    Scrape scrape(@Nullable String accept) {
        if (processShown.compareAndSet(false, true)) {
            ProcessMeters.bindTo(registry);
        }
        boolean openMetrics = accept != null && accept.contains(OPENMETRICS_NAME);
        String type = openMetrics ? OPENMETRICS : TEXT;
        ByteArrayOutputStream body = new ByteArrayOutputStream(32 * 1024);
        try {
            registry.scrape(body, type);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory takes all", impossible);
        }
        return new Scrape(type, body.toByteArray());
    }

    /** How many sets of labels there are, over all families of this class. */
    int labelSets() {
        return requests.size()
                + callers.size()
                + durations.size()
                + attempts.size()
                + uses.size()
                + toolCalls.size()
                + toolDurations.size();
    }

    @Override
    public void close() {
        registry.close();
    }

    private ModelUse use(OperationRecord done) {
        String ran = done.modelThatRan().map(models::label).orElse("");
        String error = done.outcome().equals(RequestRecord.OK) ? "" : done.outcome();
        return new ModelUse(done.name(), models.label(done.model()), ran, error);
    }

    private ModelMeters metersOf(ModelUse use) {
        return new ModelMeters(
                timer(MetricFamily.OPERATION_DURATION, use.withError()),
                timer(MetricFamily.TIME_TO_FIRST_CHUNK, use.labels()),
                chunkGaps.labelled(List.of(use.labels())),
                summary(MetricFamily.TOKEN_USAGE, use.withToken("input")),
                summary(MetricFamily.TOKEN_USAGE, use.withToken("output")));
    }

    private Counter counter(MetricFamily family, String... labels) {
        return Counter.builder(family.meterName())
                .description(family.help())
                .tags(tags(family, labels))
                .register(registry);
    }

    private Timer timer(MetricFamily family, String... labels) {
        return Timer.builder(family.meterName())
                .description(family.help())
                .tags(tags(family, labels))
                .serviceLevelObjectives(Buckets.of(family).toArray(Duration[]::new))
                .register(registry);
    }

    private DistributionSummary summary(MetricFamily family, String... labels) {
        return DistributionSummary.builder(family.meterName())
                .description(family.help())
                .tags(tags(family, labels))
                .serviceLevelObjectives(Buckets.ofTokens())
                .register(registry);
    }

    /** A family whose meters differ in their labels would lose some of them without a word. */
    static List<Tag> tags(MetricFamily family, String... values) {
        if (values.length != family.labels().size()) {
            throw new IllegalArgumentException(family + " has the labels " + family.labels());
        }
        List<Tag> tags = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(family.labels().get(i), values[i]));
        }
        return tags;
    }

    /** What is counted of one model's work. */
    private record ModelMeters(
            Timer duration,
            Timer firstChunk,
            ChunkGapHistogram.Cells gaps,
            DistributionSummary input,
            DistributionSummary output) {
        void add(OperationRecord done, @Nullable ChunkGaps measured) {
            duration.record(done.durationNanos(), TimeUnit.NANOSECONDS);
            if (done.stream() && done.firstChunkNanos() >= 0) {
                firstChunk.record(done.firstChunkNanos(), TimeUnit.NANOSECONDS);
            }
            if (measured != null) {
                gaps.add(measured);
            }
            Optional<Usage> usage = done.usage();
            if (usage.isPresent()) {
                input.record((double) usage.get().inputTokens());
                output.record((double) usage.get().outputTokens());
            }
        }
    }
}
