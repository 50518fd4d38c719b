package poegateway;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import poegateway.config.LogConfig;
import poegateway.core.Account;
import poegateway.front.ops.Health;
import poegateway.guard.PoePace;
import poegateway.meter.AccessLog;
import poegateway.meter.Meter;
import poegateway.meter.Outlet;
import poegateway.meter.otlp.OtlpTraces;

/** Joins what watches the gateway: metrics, the access log, and traces where somebody wants them. */
final class Watching {
    private Watching() {}

    /** {@code models} gives the one spelling of a model's name, or nothing where Poe has no such model. */
    static Meter meter(LogConfig log, Circumstances circumstances, Function<String, Optional<String>> models) {
        Meter meter = new Meter(new Meter.Terms(
                circumstances.nanoTime(),
                circumstances.clock(),
                circumstances.random(),
                models,
                Welcome.version(),
                accessLog(log, circumstances.surroundings()),
                traces(circumstances.surroundings().environment())));
        meter.countLost(Logs::lost);
        return meter;
    }

    /** How Poe's limits stand for one account. */
    static void watch(Meter meter, PoePace pace, AccountHealth health, Account account) {
        meter.watch(Meter.Reading.POINTS_BALANCE, account.name(), () -> health.points(account));
        meter.watch(Meter.Reading.QUEUE_DEPTH, account.name(), () -> pace.waiting(account));
        meter.watch(
                Meter.Reading.RATELIMIT_REMAINING,
                account.name(),
                () -> pace.state(account).remaining());
    }

    /** How the log is, of requests and of the program itself. */
    static Health.Part log(Meter meter) {
        boolean fails = meter.logFails() || Logs.failing();
        long lost = meter.linesLost();
        String words = lost == 0 ? "no line was lost" : "lines lost since the start: " + lost;
        return new Health.Part("log", !fails, fails ? words + "; standard error cannot be written to" : words);
    }

    /** Whether log lines are for people. */
    static boolean text(LogConfig log, Surroundings surroundings) {
        return switch (log.format()) {
            case AUTO -> surroundings.terminal();
            case TEXT -> true;
            case JSON -> false;
        };
    }

    private static AccessLog accessLog(LogConfig log, Surroundings surroundings) {
        if (!log.requests()) {
            return AccessLog.off();
        }
        AccessLog.Form form = text(log, surroundings) ? AccessLog.Form.TEXT : AccessLog.Form.JSON;
        return AccessLog.to(surroundings.log(), form, surroundings.zone());
    }

    /** OpenTelemetry is loaded only here: without its variables it costs neither time nor memory. */
    private static Optional<Outlet> traces(Map<String, String> environment) {
        boolean wanted = environment.containsKey("OTEL_EXPORTER_OTLP_ENDPOINT")
                || environment.containsKey("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
        return wanted ? Optional.of(OtlpTraces.start(environment, Welcome.version())) : Optional.empty();
    }
}
