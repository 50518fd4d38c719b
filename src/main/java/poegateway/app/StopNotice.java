package poegateway.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import poegateway.config.ServerConfig;
import poegateway.config.setting.Durations;

/** What an operator who stops the gateway is told when that takes a while. */
public final class StopNotice {
    private StopNotice() {}

    /** One sentence about what is waited for and how not to; empty when nothing is. */
    public static Optional<String> of(LiveCounts now, ServerConfig limits) {
        List<String> waits = new ArrayList<>();
        if (limits.drainDelay().isPositive()) {
            waits.add("requests are taken for " + Durations.print(limits.drainDelay()) + " more (server.drain-delay)");
        }
        if (now.requestsAndJobs() > 0) {
            waits.add(underWay(now) + " may end within " + Durations.print(limits.drainTimeout())
                    + " (server.drain-timeout)");
        }
        return waits.isEmpty()
                ? Optional.empty()
                : Optional.of("stopping: " + String.join(", and then ", waits)
                        + ". A second Ctrl-C or SIGTERM ends everything at once.");
    }

    private static String underWay(LiveCounts now) {
        List<String> parts = new ArrayList<>();
        if (now.openExchanges() > 0) {
            parts.add(counted(now.openExchanges(), "request"));
        }
        if (now.jobs() > 0) {
            parts.add(counted(now.jobs(), "job"));
        }
        return String.join(" and ", parts) + " under way";
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
