package poegateway.meter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Upper bounds of the buckets of each histogram. */
final class Buckets {
    private static final Duration FIRST = Duration.ofMillis(10);
    private static final int DOUBLINGS = 15;

    /** 10 ms, doubling up to 327.68 s: what the conventions for generative AI ask for, and two more for slow media. */
    private static final List<Duration> OPERATION = doubling();

    /** Shorter ones too: most answers that need no Poe take less than 10 ms. */
    private static final List<Duration> REQUEST = requests();

    private static final List<Duration> OVERHEAD =
            micros(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000);

    /** 1, four times that, and so on up to 67,108,864. */
    private static final double[] TOKENS = tokens();

    private Buckets() {}

    static List<Duration> of(MetricFamily family) {
        return switch (family) {
            case OVERHEAD -> OVERHEAD;
            case REQUEST_DURATION -> REQUEST;
            default -> OPERATION;
        };
    }

    static double[] ofTokens() {
        return TOKENS.clone();
    }

    private static List<Duration> doubling() {
        List<Duration> bounds = new ArrayList<>();
        Duration bound = FIRST;
        for (int i = 0; i <= DOUBLINGS; i++) {
            bounds.add(bound);
            bound = bound.multipliedBy(2);
        }
        return List.copyOf(bounds);
    }

    private static List<Duration> requests() {
        List<Duration> bounds = new ArrayList<>(micros(1_000, 2_500, 5_000));
        bounds.addAll(OPERATION);
        return List.copyOf(bounds);
    }

    private static List<Duration> micros(long... micros) {
        return Arrays.stream(micros)
                .mapToObj(count -> Duration.ofNanos(count * 1_000))
                .toList();
    }

    private static double[] tokens() {
        double[] bounds = new double[14];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = Math.pow(4, i);
        }
        return bounds;
    }
}
