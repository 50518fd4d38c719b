package poegateway.meter;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;

/** Says what runs. Micrometer has no such kind, and takes {@code _info} off the names of its gauges. */
final class BuildInfo implements Collector {
    private final InfoSnapshot snapshot;

    BuildInfo(String version) {
        MetricFamily family = MetricFamily.BUILD_INFO;
        this.snapshot = InfoSnapshot.builder()
                .name(MetricFamily.shown(family.meterName()))
                .help(family.help())
                .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(Labels.of(
                                family.labels().toArray(String[]::new),
                                new String[] {version, Runtime.version().toString()}))
                        .build())
                .build();
    }

    @Override
    public InfoSnapshot collect() {
        return snapshot;
    }
}
