package poegateway.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import poegateway.app.Banner;
import poegateway.app.Gateway;
import poegateway.app.LiveCounts;
import poegateway.app.StopNotice;
import poegateway.config.GatewayConfig;
import poegateway.config.LogConfig;
import poegateway.config.ServerConfig;
import poegateway.logging.Logs;
import poegateway.logging.ProcessEnvironment;

/**
 * Tells how one run of the gateway goes. People get a banner, and a sentence where there is something to know; programs get a
 * line of the log for each event, with the member {@code event}: start, ready, stopping, stopped or failed.
 */
final class LifecycleLog {
    private static final Logger LOG = LoggerFactory.getLogger(LifecycleLog.class);

    private final boolean text;
    private final boolean banner;

    LifecycleLog(LogConfig log, ProcessEnvironment process) {
        this.text = Logs.text(log, process);
        this.banner = Logs.bannerWanted(log, process);
    }

    /** Settings are read, and nothing runs yet. */
    void starting() {
        if (!text) {
            event("start")
                    .addKeyValue("version", Banner.version())
                    .addKeyValue("java", Runtime.version().toString())
                    .log("poe-gateway {} starts", Banner.version());
        }
    }

    /** A key was made, which is shown this once. */
    void firstKey(String shown) {
        System.out.println(text ? shown : Logs.lineWithSecret(LifecycleLog.class.getName(), shown));
    }

    /** Callers need a key, and none was made, since nobody but a log would be shown it. */
    void noKey(Path keyFile) {
        LOG.makeLoggingEventBuilder(Level.WARN)
                .addKeyValue("event", "no_key")
                .addKeyValue("file", keyFile.toString())
                .log(
                        "callers are asked for a key, and there is none yet in {}: make one with 'poe-gateway keys "
                                + "new NAME', which shows it only to you; it works at once",
                        keyFile);
    }

    /** Requests are welcome. */
    void ready(Gateway gateway, GatewayConfig config, Duration startup) {
        if (banner) {
            System.out.println(Banner.lines(gateway, config, startup));
        }
        Banner.warning(gateway, config).ifPresent(LOG::warn);
        if (text) {
            return;
        }
        String answers = gateway.simulator().isPresent() ? "simulator" : "poe";
        event("ready")
                .addKeyValue("url", gateway.url().toString())
                .addKeyValue("source", answers)
                .log("ready at {} after {}", gateway.url(), seconds(startup));
        Banner.ops(gateway, config)
                .ifPresent(ops -> event("ops").addKeyValue("url", ops).log("health and metrics at {}", ops));
    }

    /** The process was asked to stop, and those under way may end within a time. */
    void stopping(LiveCounts underWay, ServerConfig limits) {
        Optional<String> notice = StopNotice.of(underWay, limits);
        if (notice.isPresent() || !text) {
            event("stopping").addKeyValue("open", underWay.requestsAndJobs()).log(notice.orElse("stopping"));
        }
    }

    /** All has come to its end, or was cut. */
    void stopped(int cut) {
        if (!text) {
            event("stopped").addKeyValue("cut", cut).log("stopped");
        }
    }

    /** The run ends here, with this exit code. */
    int refuse(int exitCode, String sentence) {
        if (text) {
            return ServeRun.refuse(exitCode, sentence);
        }
        LOG.makeLoggingEventBuilder(Level.ERROR)
                .addKeyValue("event", "failed")
                .addKeyValue("exit_code", exitCode)
                .log(sentence);
        return exitCode;
    }

    private static LoggingEventBuilder event(String name) {
        return LOG.makeLoggingEventBuilder(Level.INFO).addKeyValue("event", name);
    }

    private static String seconds(Duration time) {
        long tenths = (time.toMillis() + 50) / 100;
        return tenths / 10 + "." + tenths % 10 + " s";
    }
}
