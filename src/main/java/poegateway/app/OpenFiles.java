package poegateway.app;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many callers the limit of open files (descriptors) leaves room for. */
final class OpenFiles {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

    /** For classes, logs, certificates, name servers, the port for operations, and callers who are told that there is no room. */
    private static final long RESERVE = 96;

    private static final long LEAST = 8;
    /** Each chat holds the caller's connection and one to Poe; the embedded simulator holds its end of that one too. */
    private static final int PER_CALLER = 2;

    private OpenFiles() {}

    /** At least 8; without bound where the system tells no limit. */
    static int callersAtOnce(boolean simulated) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? callersAtOnce(system.getMaxFileDescriptorCount(), system.getOpenFileDescriptorCount(), simulated)
                : Integer.MAX_VALUE;
    }

    static int callersAtOnce(long limit, long open, boolean simulated) {
        if (limit <= 0) {
            return Integer.MAX_VALUE;
        }
        long room = (limit - open - RESERVE) / (simulated ? PER_CALLER + 1 : PER_CALLER);
        int callers = Math.clamp(room, (int) LEAST, Integer.MAX_VALUE);
        LOG.debug("{} of {} files are open: at most {} callers at once", open, limit, callers);
        return callers;
    }
}
