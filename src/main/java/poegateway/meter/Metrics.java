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

/** The meters behind each {@link Family}. Looking one up by its labels costs a map's look-up; there are only so many. */
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
    private final Names models;
    private final Timer overhead;
    private final Bounded<Ending, Counter> requests;
    private final Bounded<Charge, Counter> callers;
    private final Bounded<String, Timer> durations;
    private final Bounded<String, Counter> attempts;
    private final Bounded<ModelUse, ModelMeters> uses;

    private record Ending(String route, String outcome, int status) {}

    private record Charge(String key, String outcome) {}

    Metrics(Names models, String version) {
        this.models = models;
        this.overhead = timer(Family.OVERHEAD);
        this.requests = new Bounded<>(
                LABEL_SETS_MAX,
                new Ending(Names.OTHER, Names.OTHER, 0),
                ending -> counter(Family.REQUESTS, ending.route, ending.outcome, Integer.toString(ending.status)));
        this.callers = new Bounded<>(
                LABEL_SETS_MAX,
                new Charge(Names.OTHER, Names.OTHER),
                charge -> counter(Family.CALLER_REQUESTS, charge.key, charge.outcome));
        this.durations = new Bounded<>(SINGLE_LABELS_MAX, Names.OTHER, route -> timer(Family.REQUEST_DURATION, route));
        this.attempts = new Bounded<>(SINGLE_LABELS_MAX, Names.OTHER, why -> counter(Family.UPSTREAM_ATTEMPTS, why));
        this.uses = new Bounded<>(LABEL_SETS_MAX, ModelUse.REST, this::metersOf);
        registry.getPrometheusRegistry().register(chunkGaps);
        registry.getPrometheusRegistry().register(new BuildInfo(version));
    }

    void attempt(String why) {
        attempts.get(why).increment();
    }

    void ended(Completed done, @Nullable ChunkGaps gaps) {
        String route = done.request().route();
        requests.get(new Ending(route, done.outcome(), done.status())).increment();
        callers.get(new Charge(done.key(), done.outcome())).increment();
        durations.get(route).record(done.times().durationNanos(), TimeUnit.NANOSECONDS);
        if (done.traffic().attempts() == 0) {
            return;
        }
        if (done.times().overheadNanos() >= 0) {
            overhead.record(done.times().overheadNanos(), TimeUnit.NANOSECONDS);
        }
        done.model().ifPresent(model -> uses.get(use(model, done)).add(done, gaps));
    }

    void gauge(Family family, DoubleSupplier value, String... labels) {
        Gauge.builder(family.meterName(), value::getAsDouble)
                .description(family.help())
                .tags(tags(family, labels))
                .register(registry);
    }

    /** Micrometer forgets what a counter reads from once nobody else holds it, so it is given this. */
    void dropped(LongSupplier lines) {
        FunctionCounter.builder(Family.LOG_LINES_DROPPED.meterName(), this, held -> lines.getAsLong())
                .description(Family.LOG_LINES_DROPPED.help())
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
        return requests.size() + callers.size() + durations.size() + attempts.size() + uses.size();
    }

    @Override
    public void close() {
        registry.close();
    }

    private ModelUse use(String model, Completed done) {
        String ran = done.modelThatRan().map(models::label).orElse("");
        return new ModelUse(models.label(model), ran, done.outcome().equals(Completed.OK) ? "" : done.outcome());
    }

    private ModelMeters metersOf(ModelUse use) {
        return new ModelMeters(
                timer(Family.OPERATION_DURATION, use.withError()),
                timer(Family.TIME_TO_FIRST_CHUNK, use.labels()),
                chunkGaps.labelled(List.of(use.labels())),
                summary(Family.TOKEN_USAGE, use.withToken("input")),
                summary(Family.TOKEN_USAGE, use.withToken("output")));
    }

    private Counter counter(Family family, String... labels) {
        return Counter.builder(family.meterName())
                .description(family.help())
                .tags(tags(family, labels))
                .register(registry);
    }

    private Timer timer(Family family, String... labels) {
        return Timer.builder(family.meterName())
                .description(family.help())
                .tags(tags(family, labels))
                .serviceLevelObjectives(Buckets.of(family).toArray(Duration[]::new))
                .register(registry);
    }

    private DistributionSummary summary(Family family, String... labels) {
        return DistributionSummary.builder(family.meterName())
                .description(family.help())
                .tags(tags(family, labels))
                .serviceLevelObjectives(Buckets.ofTokens())
                .register(registry);
    }

    /** A family whose meters differ in their labels would lose some of them without a word. */
    static List<Tag> tags(Family family, String... values) {
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
        void add(Completed done, @Nullable ChunkGaps measured) {
            Completed.Times times = done.times();
            if (times.operationNanos() >= 0) {
                duration.record(times.operationNanos(), TimeUnit.NANOSECONDS);
            }
            if (done.stream() && times.firstChunkNanos() >= 0) {
                firstChunk.record(times.firstChunkNanos(), TimeUnit.NANOSECONDS);
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
