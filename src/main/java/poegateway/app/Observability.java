package poegateway.app;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import poegateway.account.AccountHealth;
import poegateway.config.LogConfig;
import poegateway.core.Account;
import poegateway.front.ops.Health;
import poegateway.guard.PoeRateLimiter;
import poegateway.logging.Logs;
import poegateway.logging.ProcessEnvironment;
import poegateway.meter.AccessLog;
import poegateway.meter.Meter;
import poegateway.meter.RequestSink;
import poegateway.meter.otlp.OtlpTraces;

/** Joins what watches the gateway: metrics, the access log, and traces where somebody wants them. */
final class Observability {
    private Observability() {}

    /** {@code models} gives the one spelling of a model's name, or nothing where Poe has no such model. */
    static Meter meter(LogConfig log, Platform platform, Function<String, Optional<String>> models) {
        Meter meter = new Meter(new Meter.Dependencies(
                platform.nanoTime(),
                platform.clock(),
                platform.random(),
                models,
                Banner.version(),
                accessLog(log, platform.process()),
                traces(platform.process().environment())));
        meter.countLost(Logs::lost);
        return meter;
    }

    /** How Poe's limits stand for one account. */
    static void watch(Meter meter, PoeRateLimiter pace, AccountHealth health, Account account) {
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

    private static AccessLog accessLog(LogConfig log, ProcessEnvironment process) {
        if (!log.requests()) {
            return AccessLog.off();
        }
        AccessLog.Form form = Logs.text(log, process) ? AccessLog.Form.TEXT : AccessLog.Form.JSON;
        return AccessLog.to(process.log(), form, process.zone());
    }

    /** OpenTelemetry is loaded only here: without its variables it costs neither time nor memory. */
    private static Optional<RequestSink> traces(Map<String, String> environment) {
        boolean wanted = environment.containsKey("OTEL_EXPORTER_OTLP_ENDPOINT")
                || environment.containsKey("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
        return wanted ? Optional.of(OtlpTraces.start(environment, Banner.version())) : Optional.empty();
    }
}
