package poegateway.meter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reader of OpenMetrics 1.0 text: whatever the format forbids is a complaint. It knows the kinds counter, gauge,
 * histogram, summary and info.
 */
public final class OpenMetrics {
    private static final Pattern DESCRIPTOR =
            Pattern.compile("# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*)(?: (.*))?");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)(?: \\d+(?:\\.\\d+)?)?(?: # .*)?");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(?:,|$)");
    private static final Map<String, List<String>> SUFFIXES = Map.of(
            "counter", List.of("_total", "_created"),
            "gauge", List.of(""),
            "info", List.of("_info"),
            "summary", List.of("", "_count", "_sum", "_created"),
            "histogram", List.of("_bucket", "_count", "_sum", "_created"));

    private final Map<String, String> types = new LinkedHashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private final Set<String> series = new HashSet<>();
    private String family = "";

    /**
     * One line with a figure.
     *
     * @param family that it belongs to
     */
    public record Sample(String family, String name, Map<String, String> labels, double value) {}

    private OpenMetrics() {}

    /** Reads a whole scrape; fails with the line at fault. */
    public static OpenMetrics read(String text) {
        OpenMetrics read = new OpenMetrics();
        must(text.endsWith("# EOF\n"), "the end mark is missing");
        List<String> lines = text.lines().toList();
        for (String line : lines.subList(0, lines.size() - 1)) {
            if (line.startsWith("#")) {
                read.descriptor(line);
            } else {
                read.sample(line);
            }
        }
        read.checkHistograms();
        return read;
    }

    /** Each family's name and kind. */
    public Map<String, String> types() {
        return types;
    }

    /** Samples of that name. */
    public List<Sample> samples(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    /** The figure of the one sample that has this name and at least these labels. */
    public double value(String name, Map<String, String> labels) {
        List<Sample> found = samples(name).stream()
                .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
        must(found.size() == 1, found.size() + " samples of " + name + " with " + labels);
        return found.getFirst().value();
    }

    public List<Sample> samples() {
        return samples;
    }

    private void descriptor(String line) {
        Matcher read = DESCRIPTOR.matcher(line);
        must(read.matches(), "no descriptor: " + line);
        String name = read.group(2);
        String what = String.valueOf(read.group(3));
        if (!name.equals(family)) {
            must(!types.containsKey(name), "a family comes twice: " + name);
            must(read.group(1).equals("TYPE"), "a family begins without its type: " + line);
            family = name;
        }
        if (read.group(1).equals("TYPE")) {
            must(SUFFIXES.containsKey(what), "unknown type: " + line);
            must(!name.endsWith("_total") && !name.endsWith("_info"), "a suffix in the name of a family: " + line);
            types.put(name, what);
        } else if (read.group(1).equals("UNIT")) {
            must(name.endsWith("_" + what), "the unit is not in the name: " + line);
        }
    }

    private void sample(String line) {
        Matcher read = SAMPLE.matcher(line);
        must(read.matches(), "no sample: " + line);
        String name = read.group(1);
        String type = types.getOrDefault(family, "");
        must(
                SUFFIXES.getOrDefault(type, List.of()).stream().anyMatch(suffix -> name.equals(family + suffix)),
                "not of the family " + family + ": " + line);
        Map<String, String> labels = labels(String.valueOf(read.group(2)), line);
        must(series.add(name + labels), "a series comes twice: " + line);
        double value = Double.parseDouble(read.group(3).replace("+Inf", "Infinity"));
        must(type.equals("gauge") || value >= 0, "below 0: " + line);
        must(!type.equals("info") || value == 1, "an info that is not 1: " + line);
        samples.add(new Sample(family, name, labels, value));
    }

    private static Map<String, String> labels(String text, String line) {
        Map<String, String> labels = new TreeMap<>();
        if (text.equals("null")) {
            return labels;
        }
        Matcher label = LABEL.matcher(text);
        int at = 0;
        while (at < text.length()) {
            must(label.find(at) && label.start() == at, "broken labels: " + line);
            must(labels.put(label.group(1), label.group(2)) == null, "a label comes twice: " + line);
            at = label.end();
        }
        return labels;
    }

    /** Buckets of each series grow, end with +Inf, and the last is the count. */
    private void checkHistograms() {
        Map<String, Map<Double, Double>> buckets = new LinkedHashMap<>();
        for (Sample sample : samples) {
            if (types.getOrDefault(sample.family(), "").equals("histogram")
                    && sample.name().endsWith("_bucket")) {
                Map<String, String> rest = new TreeMap<>(sample.labels());
                double bound =
                        Double.parseDouble(String.valueOf(rest.remove("le")).replace("+Inf", "Infinity"));
                buckets.computeIfAbsent(sample.family() + rest, key -> new TreeMap<>())
                        .put(bound, sample.value());
            }
        }
        buckets.forEach(OpenMetrics::checkCumulative);
        for (Sample sample : samples) {
            if (types.getOrDefault(sample.family(), "").equals("histogram")
                    && sample.name().endsWith("_count")) {
                Map<Double, Double> own = buckets.getOrDefault(sample.family() + sample.labels(), Map.of());
                must(
                        own.getOrDefault(Double.POSITIVE_INFINITY, -1.0) == sample.value(),
                        "+Inf is not the count: " + sample);
            }
        }
    }

    private static void checkCumulative(String series, Map<Double, Double> buckets) {
        double before = 0;
        for (double count : buckets.values()) {
            must(count >= before, "buckets shrink: " + series + buckets);
            before = count;
        }
    }

    private static void must(boolean so, String complaint) {
        if (!so) {
            throw new AssertionError(complaint);
        }
    }
}
