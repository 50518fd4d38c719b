package poegateway.meter;

import java.util.List;
import java.util.Locale;

/**
 * The metrics that this gateway counts itself: the one list of names, labels and meanings, from which meters are made and
 * docs/metrics.md is written.
 */
enum MetricFamily {
    OPERATION_DURATION(
            "gen_ai.client.operation.duration",
            Kind.TIMER,
            "From the first attempt at Poe to the end of its reply, retries included.",
            "gen_ai.operation.name",
            "gen_ai.provider.name",
            "gen_ai.request.model",
            "gen_ai.response.model",
            "error.type"),
    TIME_TO_FIRST_CHUNK(
            "gen_ai.client.operation.time_to_first_chunk",
            Kind.TIMER,
            "From the first attempt at Poe to the first event of its stream.",
            "gen_ai.operation.name",
            "gen_ai.provider.name",
            "gen_ai.request.model",
            "gen_ai.response.model"),
    TIME_PER_OUTPUT_CHUNK(
            "gen_ai.client.operation.time_per_output_chunk",
            Kind.HISTOGRAM,
            "From one event of a stream to the next; counted when the stream has ended.",
            "gen_ai.operation.name",
            "gen_ai.provider.name",
            "gen_ai.request.model",
            "gen_ai.response.model"),
    TOKEN_USAGE(
            "gen_ai.client.token.usage",
            Kind.SUMMARY,
            "Tokens of one request, as Poe counts them; nothing is estimated.",
            "gen_ai.operation.name",
            "gen_ai.provider.name",
            "gen_ai.request.model",
            "gen_ai.response.model",
            "gen_ai.token.type"),
    REQUESTS(
            "poe.gateway.requests",
            Kind.COUNTER,
            "Requests and jobs that ended; the route of a job is its kind.",
            "route",
            "outcome",
            "status"),
    CALLER_REQUESTS("poe.gateway.caller.requests", Kind.COUNTER, "Requests that ended, by caller.", "key", "outcome"),
    REQUEST_DURATION("poe.gateway.request.duration", Kind.TIMER, "From the head of a request to its end.", "route"),
    OVERHEAD(
            "poe.gateway.overhead",
            Kind.TIMER,
            "Time that the gateway itself added before the head of its answer, where Poe was asked: all time except "
                    + "waiting for the caller's body, for a turn under Poe's rate limit, between attempts, and for "
                    + "Poe."),
    UPSTREAM_ATTEMPTS(
            "poe.gateway.upstream.attempts",
            Kind.COUNTER,
            "Attempts sent to Poe: `first`, or the outcome of the failure that the attempt is to mend.",
            "reason"),
    TOOL_CALLS(
            "poe.gateway.tool.calls",
            Kind.COUNTER,
            "Calls of tools that the gateway runs, by outcome: `ok`, `failed`, `too_large`, `timeout`, `cancelled`; "
                    + "`bad_arguments` and `not_run` were not run.",
            "tool",
            "outcome"),
    TOOL_DURATION(
            "poe.gateway.tool.duration", Kind.TIMER, "How long a call of a tool ran until it had a result.", "tool"),
    TOOL_ROUNDS("poe.gateway.tool.rounds", Kind.COUNTER, "Model answers that called tools which the gateway runs."),
    STREAMS_ACTIVE("poe.gateway.streams.active", Kind.GAUGE, "Streams in progress."),
    INFLIGHT("poe.gateway.inflight", Kind.GAUGE, "Requests and jobs in progress."),
    SESSIONS("poe.gateway.sessions", Kind.GAUGE, "Conversations that are kept for callers."),
    SESSION_BYTES("poe.gateway.sessions.bytes", Kind.GAUGE, "Memory that these conversations use, in bytes."),
    JOBS_ACTIVE("poe.gateway.jobs.active", Kind.GAUGE, "Jobs in progress, which go on after their caller has left."),
    LOG_LINES_DROPPED(
            "poe.gateway.log.lines.dropped",
            Kind.COUNTER,
            "Log lines that could not be written, and access log lines that came faster than they could be written."),
    BUILD_INFO(
            "poe.gateway.build", Kind.INFO, "Always 1; the labels tell the version and the Java.", "version", "java"),
    QUEUE_DEPTH(
            "poe.gateway.queue.depth",
            Kind.GAUGE,
            "Requests waiting for their turn under Poe's rate limit.",
            "account"),
    RATELIMIT_REMAINING(
            "poe.gateway.ratelimit.remaining", Kind.GAUGE, "Requests that could be sent to Poe right now.", "account"),
    POINTS_BALANCE("poe.gateway.points.balance", Kind.GAUGE, "Points left at Poe, when last asked.", "account"),
    CONFIG_RELOAD_FAILED(
            "poe.gateway.config.reload.failed",
            Kind.GAUGE,
            "1 while a changed settings file cannot be used and the earlier settings stay in force; otherwise 0."),
    TICK_AGE(
            "poe.gateway.tick.age.seconds",
            Kind.GAUGE,
            "Seconds since time limits were last checked, which happens ten times a second. While it grows, no time "
                    + "limit is enforced."),
    VAULT_BYTES("poe.gateway.vault.bytes", Kind.GAUGE, "Bytes of files that are kept on disk for callers."),
    VAULT_FILES("poe.gateway.vault.files", Kind.GAUGE, "Files that are kept on disk for callers."),
    VAULT_UNAVAILABLE(
            "poe.gateway.vault.unavailable",
            Kind.GAUGE,
            "1 while files cannot be written to disk and none are kept; otherwise 0.");

    /** How a family is kept and shown. */
    enum Kind {
        COUNTER,
        GAUGE,
        INFO,
        /** A histogram of seconds. */
        TIMER,
        /** A histogram of seconds of our own, see {@link ChunkGapHistogram}. */
        HISTOGRAM,
        /** A histogram of plain numbers. */
        SUMMARY
    }

    private final String meterName;
    private final Kind kind;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> labels;

    MetricFamily(String meterName, Kind kind, String help, String... labels) {
        this.meterName = meterName;
        this.kind = kind;
        this.help = help;
        this.labels = List.of(labels);
    }

    String meterName() {
        return meterName;
    }

    Kind kind() {
        return kind;
    }

    String help() {
        return help;
    }

    List<String> labels() {
        return labels;
    }

    /** Name as it is scraped in text 0.0.4, without the suffixes of a histogram's parts. */
    String shownName() {
        String base = shown(meterName);
        return switch (kind) {
            case COUNTER -> base + "_total";
            case INFO -> base + "_info";
            case TIMER, HISTOGRAM -> base + "_seconds";
            case GAUGE, SUMMARY -> base;
        };
    }

    static String shown(String name) {
        return name.replace('.', '_').toLowerCase(Locale.ROOT);
    }
}
