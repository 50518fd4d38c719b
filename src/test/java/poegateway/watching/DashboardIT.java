package poegateway.watching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import poegateway.meter.OpenMetrics;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** The dashboard and the alerts in config/, against a live scrape: what they name must be there. {@code .ci/watching} has Prometheus run them. */
class DashboardIT {
    private static final String MODEL = "Claude-Sonnet-4.6";
    private static final Path DASHBOARD = Path.of("config/grafana/dashboards/poe-gateway.json");
    private static final Path ALERTS = Path.of("config/prometheus/alerts.yml");
    private static final Path FAILURES = Path.of("src/main/java/poegateway/core/failure");
    private static final Pattern SELECTED =
            Pattern.compile("\\b((?:poe_gateway|gen_ai|jvm|process)_[a-z0-9_]+)(?:\\{([^}]*)})?");
    private static final Pattern GROUPED = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(?:=~|=)\"([^\"]*)\"");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{([a-z_]+)}}");
    private static final Pattern OUTCOME = Pattern.compile("new Facts\\([^;]*?\"([a-z0-9_]+)\"\\)");
    /** Those that Prometheus adds. */
    private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

    @GatewayTest(transport = Transport.H1, simulated = true)
    void everyMetricAndLabelThatTheyNameIsInAScrape(Rig rig) throws IOException {
        OpenMetrics scrape = scrape(rig);
        List<String> dashboard = queries();
        assertTrue(dashboard.size() > 25, "the dashboard was not read");
        dashboard.forEach(query -> assertKnown(query, scrape));
        List<String> alerts = expressions();
        assertEquals(11, alerts.size());
        alerts.forEach(expression -> assertKnown(expression, scrape));
    }

    @GatewayTest(transport = Transport.H1, simulated = true)
    void legendsNameLabelsOfTheirQueries(Rig rig) throws IOException {
        OpenMetrics scrape = scrape(rig);
        for (JsonNode target : new ObjectMapper()
                .readTree(DASHBOARD.toFile()).findValues("targets").stream()
                        .flatMap(targets -> Stream.iterate(0, i -> i < targets.size(), i -> i + 1)
                                .map(targets::get))
                        .toList()) {
            Set<String> labels = resultLabels(target.path("expr").asText(), scrape);
            assertTrue(
                    labels.containsAll(found(LEGEND, target.path("legendFormat").asText())), target::toString);
        }
    }

    @Test
    void outcomesInThemAreThoseOfFailures() throws IOException {
        Set<String> outcomes = new HashSet<>(Set.of("ok"));
        try (Stream<Path> files = Files.list(FAILURES)) {
            for (Path file : files.toList()) {
                outcomes.addAll(found(OUTCOME, Files.readString(file)));
            }
        }
        for (String query :
                Stream.concat(queries().stream(), expressions().stream()).toList()) {
            MATCHER.matcher(query)
                    .results()
                    .filter(matcher -> matcher.group(1).equals("outcome"))
                    .forEach(matcher -> {
                        for (String alternative : matcher.group(2).split("\\|")) {
                            assertTrue(
                                    outcomes.stream().anyMatch(outcome -> outcome.matches(alternative)), alternative);
                        }
                    });
        }
    }

    private static void assertKnown(String query, OpenMetrics scrape) {
        Set<String> grouped = new TreeSet<>();
        found(GROUPED, query).forEach(list -> grouped.addAll(Set.of(list.split(",\\s*"))));
        Set<String> known = new HashSet<>(OF_PROMETHEUS);
        SELECTED.matcher(GROUPED.matcher(query).replaceAll("")).results().forEach(selected -> {
            Set<String> labels = labels(selected.group(1), scrape);
            known.addAll(labels);
            String matchers = selected.group(2) == null ? "" : selected.group(2);
            found(MATCHER, matchers)
                    .forEach(label -> assertTrue(
                            labels.contains(label) || OF_PROMETHEUS.contains(label), label + " in " + query));
        });
        assertTrue(known.containsAll(grouped), grouped + " in " + query);
    }

    private static Set<String> resultLabels(String query, OpenMetrics scrape) {
        Set<String> grouped = new TreeSet<>(OF_PROMETHEUS);
        List<String> lists = found(GROUPED, query);
        lists.forEach(list -> grouped.addAll(Set.of(list.split(",\\s*"))));
        if (lists.isEmpty()) {
            SELECTED.matcher(GROUPED.matcher(query).replaceAll(""))
                    .results()
                    .forEach(selected -> grouped.addAll(labels(selected.group(1), scrape)));
        }
        return grouped;
    }

    private static Set<String> labels(String metric, OpenMetrics scrape) {
        List<OpenMetrics.Sample> samples = scrape.samples().stream()
                .filter(sample -> sample.name().equals(metric))
                .toList();
        assertFalse(samples.isEmpty(), metric + " is in no scrape");
        return samples.getFirst().labels().keySet();
    }

    private static List<String> queries() throws IOException {
        return new ObjectMapper().readTree(DASHBOARD.toFile()).findValuesAsText("expr");
    }

    /** YAML is not read here: each expression stands behind its key, in the same line or indented below it. */
    private static List<String> expressions() throws IOException {
        return Pattern.compile("(?m)^ {8}expr: (?:\\|\\n((?: {10}.*\\n)+)|(.*)\\n)")
                .matcher(Files.readString(ALERTS))
                .results()
                .map(result -> result.group(1) == null ? result.group(2) : result.group(1))
                .toList();
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }

    private static OpenMetrics scrape(Rig rig) {
        rig.chat(MODEL, false);
        rig.chat(MODEL, true);
        rig.awaitQuiet();
        Request request = new Request.Builder()
                .url(rig.gateway().url() + "/metrics")
                .header("accept", "application/openmetrics-text;version=1.0.0")
                .build();
        return OpenMetrics.read(rig.read(rig.caller().newCall(request)).body());
    }
}
