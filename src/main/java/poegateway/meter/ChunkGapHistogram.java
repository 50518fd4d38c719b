package poegateway.meter;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * A histogram that takes the counts of a whole stream at once, which Micrometer's cannot. Why: one record per event would
 * cost more than the rest of the event's way through the gateway.
 */
final class ChunkGapHistogram implements Collector {
    private static final MetricFamily FAMILY = MetricFamily.TIME_PER_OUTPUT_CHUNK;

    private final Map<List<String>, Cells> cells = new ConcurrentHashMap<>();

    /** The counters of one set of labels; the caller keeps them and bounds how many there are. */
    Cells labelled(List<String> values) {
        return cells.computeIfAbsent(values, made -> new Cells());
    }

    @Override
    public HistogramSnapshot collect() {
        HistogramSnapshot.Builder snapshot = HistogramSnapshot.builder()
                .name(FAMILY.shownName())
                .help(FAMILY.help())
                .unit(Unit.SECONDS);
        String[] names = FAMILY.labels().stream().map(MetricFamily::shown).toArray(String[]::new);
        cells.forEach((values, found) -> snapshot.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .labels(Labels.of(names, values.toArray(String[]::new)))
                .classicHistogramBuckets(found.buckets())
                .sum(found.sumSeconds.sum())
                .build()));
        return snapshot.build();
    }

    /** Counters of one set of labels; any thread may add. */
    static final class Cells {
        private final LongAdder[] counts = new LongAdder[ChunkGaps.BUCKETS];
        private final DoubleAdder sumSeconds = new DoubleAdder();

        private Cells() {
            for (int i = 0; i < counts.length; i++) {
                counts[i] = new LongAdder();
            }
        }

        void add(ChunkGaps gaps) {
            for (int i = 0; i < counts.length; i++) {
                int count = gaps.count(i);
                if (count > 0) {
                    counts[i].add(count);
                }
            }
            sumSeconds.add(gaps.sumSeconds());
        }

        private ClassicHistogramBuckets buckets() {
            ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
            for (int i = 0; i < counts.length; i++) {
                double bound = i < ChunkGaps.BOUNDS.size()
                        ? ChunkGaps.BOUNDS.get(i).toNanos() / 1e9
                        : Double.POSITIVE_INFINITY;
                buckets.bucket(bound, counts[i].sum());
            }
            return buckets.build();
        }
    }
}
