package poegateway.meter;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes docs/metrics.md from the list of families. */
final class MetricsReference {
    private static final String HEAD = """
            # Metrics, access log, traces

            The tables of metrics are generated from `poegateway.meter.MetricFamily`; a test compares them with a scrape.

            ## Metrics

            `GET /metrics` answers in Prometheus' text format 0.0.4, or in OpenMetrics 1.0.0 for whoever names
            `application/openmetrics-text` in `Accept`, as Prometheus does. Once keys exist, the key needs the scope
            `metrics`.

            ```yaml
            scrape_configs:
              - job_name: poe-gateway
                static_configs: [{ targets: ["127.0.0.1:8642"] }]
            ```

            Histograms have `_bucket`, `_count` and `_sum`; those marked with * also have a gauge `_max`, the largest
            figure of the last minutes.

            | metric | type | labels | meaning |
            |---|---|---|---|
            """;

    private static final String LABELS = """

            Labels are bounded, whatever callers send:

            - `gen_ai_request_model` and `gen_ai_response_model` are names of the list of models at hand, which is Poe's or
              the one that comes with the program; whatever else a model is called by becomes that name, and every other
              name is `other`. At most 300 names become labels.
            - `key` is the name of the caller's key, `anybody` where no key is asked for, and `none` where nobody was asked: on paths
              that are open to all, and where a request failed before.
            - `route` is a path of openapi.yaml, or `none` for all other paths and for what is no HTTP.
            - `outcome` is `ok`, or whose fault it was and what: `client_…`, `gateway_…`, `upstream_…`. `error_type` is
              the same, and empty where nothing failed. See [errors.md](errors.md).
            - `status` is the status of the answer. A stream that fails after its head left keeps 200; a caller who leaves
              gets 499, which nobody sees.
            - Over 2,000 sets of labels of one metric, all further ones are counted together as `other`.

            The time that the HTTP client needs to write a request to Poe and to read the reply's head counts as Poe's,
            so `poe_gateway_overhead_seconds` is what the gateway adds around it. `Server-Timing` on every answer of a route has the
            same figure as `gateway`, and the wait for Poe as `poe`, in milliseconds.

            ## Buckets

            """;

    private static final String REST = """

            ## The process

            Read from the Java virtual machine, from the first scrape on.

            | metric | type | labels | meaning |
            |---|---|---|---|
            PROCESS_ROWS
            ## Access log

            One line for each request, on standard error; `log.requests: false` turns it off. Probes (`/health/…`,
            `HEAD /`, `/metrics`) get no line. `log.format` is `text` for people, `json` for programs, or `auto`: text on
            a terminal. Nothing of what was said is ever in it: no prompts, no answers, no queries, no headers but the
            user agent.

            | member | meaning |
            |---|---|
            | `ts` | when the request ended, UTC |
            | `level` | `INFO`; `WARN` where the outcome is Poe's or the gateway's |
            | `logger`, `message` | `access`; method, route and status |
            | `request_id`, `trace_id` | ids in the answer's `x-request-id`, and of the trace |
            | `key` | name of the caller's key |
            | `address` | where the caller is, as `log.addresses` allows; of a trusted proxy's word, see `server.trusted-proxies` |
            | `method`, `route` | what was asked of the gateway |
            | `path` | what was asked for, without its query, where no route has it; cut to 200 printable characters |
            | `status`, `outcome` | as in the labels above |
            | `error` | code of the error, as the caller got it: see [errors.md](errors.md) |
            | `model`, `stream` | what was asked for, in the caller's spelling, cut to 100 characters |
            | `input_tokens`, `output_tokens` | as Poe counts them |
            | `tool_rounds`, `tool_calls`, `tool_errors` | answers of the model that called [tools of the gateway](tools.md), how many calls that were, and how many of them failed or were not run |
            | `ttft_ms`, `duration_ms` | from the head of the request to Poe's first event, and to the end |
            | `overhead_ms` | what the gateway added until the head of its answer |
            | `attempts`, `upstream_status` | how often Poe was asked; status of its last reply |
            | `upstream_request_id` | the id that Poe gave to that reply |
            | `bytes_in`, `bytes_out` | bodies of the request and of the answer |
            | `ua` | user agent, cut to 100 printable characters |

            Unknown members are left out. What looks like a key in a user agent is made unreadable, and a name that Poe's list of
            models lacks stands there only where it has the shape of a model's name, else as `•••`. A line for people is shorter:

            ```
            14:00:00 200 POST /v1/chat/completions    Claude-Sonnet-4.6      1.2 s    7>9         ok                 127.0.0.1       req-5d0c…
            ```

            Lines are queued, at most 8,192, and written by a thread of their own, some at a time; where they come faster
            than they can be written, or cannot be written, they are lost and counted in
            `poe_gateway_log_lines_dropped_total`, and `/health` says so. No request waits for its line.

            ## The gateway's own log

            It goes to standard error too, in the same form: as JSON each line is an object with `ts`, `level`, `logger` and
            `message`, and `exception` where there is one. What happens to the gateway itself has the member `event`:

            | event | when | further members |
            |---|---|---|
            | `start` | settings were read | `version`, `java` |
            | `ready` | requests are accepted | `url`, `source` |
            | `ops` | the port of `ops.port` is open | `url` |
            | `reload`, `reload_failed` | changed settings hold from now on, or cannot be used | |
            | `stopping` | SIGTERM or Ctrl-C came | `open`: requests and jobs under way |
            | `stopped` | all came to its end | `cut`: how many did not, and were ended |
            | `failed` | the gateway ends for this reason | `exit_code` |

            As text, a banner on standard output stands for the first three. An address that has sent too many wrong keys is told
            at `WARN`, once for each minute that it has to wait.

            ## Traces

            A valid `traceparent` of the caller (W3C Trace Context) goes on: same trace, a span of the gateway's own. Else a
            trace begins. Poe gets it as `traceparent`, the log as `trace_id`. With `OTEL_EXPORTER_OTLP_ENDPOINT` set, each
            request is sent there as a span with attributes of the conventions for generative AI, without any content; all
            standard variables count (`OTEL_SERVICE_NAME`, `OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_TRACES_SAMPLER`, …). The
            protocol is `http/protobuf` unless told otherwise. Without that variable nothing of it is even loaded.

            ## Not here yet

            Cost in points and dollars, and circuit breakers: the gateway has none of these so far.
            """;

    /** Metrics of the Java virtual machine: name, type, labels, meaning. */
    private static final List<List<String>> PROCESS = List.of(
            List.of("jvm_memory_used_bytes", "gauge", "`area`, `id`", "Memory in use."),
            List.of("jvm_memory_committed_bytes", "gauge", "`area`, `id`", "Memory had from the system."),
            List.of(
                    "jvm_memory_max_bytes",
                    "gauge",
                    "`area`, `id`",
                    "Most memory allowed; -1 where there is no limit."),
            List.of("jvm_buffer_count_buffers", "gauge", "`id`", "Buffers outside the heap."),
            List.of("jvm_buffer_memory_used_bytes", "gauge", "`id`", "Memory of such buffers in use."),
            List.of("jvm_buffer_total_capacity_bytes", "gauge", "`id`", "Room in such buffers."),
            List.of(
                    "jvm_threads_live_threads",
                    "gauge",
                    "",
                    "Threads of the system; virtual threads are not among them."),
            List.of("jvm_threads_daemon_threads", "gauge", "", "Those that do not keep the process alive."),
            List.of("jvm_threads_peak_threads", "gauge", "", "Most at one time."),
            List.of("jvm_threads_states_threads", "gauge", "`state`", "Threads by what they do."),
            List.of("jvm_threads_started_threads_total", "counter", "", "Threads started."),
            List.of("jvm_gc_collection_seconds", "summary", "`gc`", "Garbage collections, and how long they took."),
            List.of("process_cpu_seconds_total", "counter", "", "CPU time, user and system."));

    private MetricsReference() {}

    static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        for (MetricFamily family : MetricFamily.values()) {
            page.append(row(
                    family.shownName(),
                    type(family),
                    family.labels().stream()
                            .map(label -> "`" + MetricFamily.shown(label) + "`")
                            .collect(Collectors.joining(", ")),
                    family.help()));
        }
        page.append(LABELS).append("| metric | upper bounds |\n|---|---|\n");
        for (MetricFamily family : MetricFamily.values()) {
            if (histogram(family)) {
                page.append("| `%s` | %s |\n".formatted(family.shownName(), bounds(family)));
            }
        }
        String process = PROCESS.stream()
                .map(metric -> row(metric.get(0), metric.get(1), metric.get(2), metric.get(3)))
                .collect(Collectors.joining());
        return page.append(REST.replace("PROCESS_ROWS\n", process + "\n")).toString();
    }

    private static String row(String name, String type, String labels, String meaning) {
        return "| `%s` | %s | %s | %s |\n".formatted(name, type, labels, meaning);
    }

    private static boolean histogram(MetricFamily family) {
        return switch (family.kind()) {
            case TIMER, HISTOGRAM, SUMMARY -> true;
            case COUNTER, GAUGE, INFO -> false;
        };
    }

    private static String type(MetricFamily family) {
        return switch (family.kind()) {
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case INFO -> "info";
            case HISTOGRAM -> "histogram";
            case TIMER, SUMMARY -> "histogram*";
        };
    }

    private static String bounds(MetricFamily family) {
        if (family.kind() == MetricFamily.Kind.SUMMARY) {
            return Arrays.stream(Buckets.ofTokens())
                    .mapToObj(bound -> "%,d".formatted((long) bound))
                    .collect(Collectors.joining(" "));
        }
        return Buckets.of(family).stream().map(MetricsReference::shown).collect(Collectors.joining(" "));
    }

    private static String shown(Duration bound) {
        long micros = bound.toNanos() / 1_000;
        if (micros < 1_000) {
            return micros + " µs";
        }
        return micros < 1_000_000 ? number(micros / 1_000.0) + " ms" : number(micros / 1_000_000.0) + " s";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
