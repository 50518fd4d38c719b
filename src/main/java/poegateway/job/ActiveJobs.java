package poegateway.job;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;

/** The jobs whose threads run, by their ids, which are never used twice. */
final class ActiveJobs {
    private static final Duration UNTIL_ROOM = Duration.ofSeconds(10);

    private final JobLimits limits;
    private final Map<String, ActiveJob<?, ?>> all = new LinkedHashMap<>();

    ActiveJobs(JobLimits limits) {
        this.limits = limits;
    }

    /**
     * One more.
     *
     * @throws FailureException when there are as many as a limit allows
     */
    synchronized void add(ActiveJob<?, ?> job) {
        long owned = all.values().stream()
                .filter(other -> isOwned(other, job.caller().id()))
                .count();
        if (owned >= limits.atOncePerCaller()) {
            throw new FailureException(new ClientFailure.Throttled(
                    limits.atOncePerCaller() + " jobs of one caller may be under way (jobs.at-once-per-caller)",
                    UNTIL_ROOM));
        }
        if (all.size() >= limits.atOnce()) {
            throw new FailureException(new GatewayFailure.Overloaded("jobs.at-once"));
        }
        all.put(job.now().id(), job);
    }

    synchronized void remove(ActiveJob<?, ?> job) {
        all.remove(job.now().id());
    }

    synchronized int count() {
        return all.size();
    }

    synchronized List<ActiveJob<?, ?>> all() {
        return List.copyOf(all.values());
    }

    /** Those of one owner, as far as that may see them. */
    List<ActiveJob<?, ?>> of(String owner) {
        return all().stream()
                .filter(job -> isOwned(job, owner) && !job.isForgotten())
                .toList();
    }

    Optional<ActiveJob<?, ?>> find(String owner, String id) {
        return Optional.<ActiveJob<?, ?>>ofNullable(at(id)).filter(job -> isOwned(job, owner) && !job.isForgotten());
    }

    private synchronized @Nullable ActiveJob<?, ?> at(String id) {
        return all.get(id);
    }

    private static boolean isOwned(ActiveJob<?, ?> job, String owner) {
        return job.caller().id().equals(owner);
    }
}
