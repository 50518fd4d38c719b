package poegateway.core.failure;

import java.time.Duration;
import java.util.Optional;

/** Something is asked of a job, which runs on without its caller, that it cannot give. Nothing was sent to Poe for it. */
public sealed interface JobRefusal extends Failure {
    @Override
    default Source source() {
        return Source.CLIENT;
    }

    /**
     * A job is asked for that is not there, or not for this caller.
     *
     * @param noun what it is called, such as {@code Video}
     * @param id as it was asked for; safe to print
     * @param ofAnotherRun whether the id is one that this process has not given
     */
    record JobNotFound(String noun, String id, boolean ofAnotherRun) implements JobRefusal {
        @Override
        public Facts facts() {
            return new Facts(Kind.NOT_FOUND, 404, "job_not_found", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return ofAnotherRun
                    ? noun + " with id '" + id
                            + "' is gone: it was requested before this gateway started, or from another one, and "
                            + "jobs do not survive a restart. It has to be requested, and paid for, again."
                    : noun + " with id '" + id
                            + "' not found. The gateway keeps jobs in its memory, for the key that started them, "
                            + "until 60 minutes"
                            + " after their end (jobs.keep-for). They do not survive a restart of the gateway: what "
                            + "was in progress then, or not yet fetched, has to be requested, and paid for, again.";
        }
    }

    /**
     * What a job makes is asked for before it is there.
     *
     * @param noun what it is called, such as {@code Video}
     * @param id of the job
     * @param state that it is in
     */
    record JobUnfinished(String noun, String id, String state) implements JobRefusal {
        private static final Duration WAIT = Duration.ofSeconds(5);

        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 409, "job_unfinished", Retry.after(Optional.of(WAIT)), "client_bad");
        }

        @Override
        public String message() {
            return noun + " with id '" + id + "' is " + state + ". Check its status every " + WAIT.toSeconds()
                    + " s, and fetch the result once it is completed.";
        }
    }

    /**
     * What a job makes is asked for, and it made nothing.
     *
     * @param noun what it is called, such as {@code Video}
     * @param id of the job
     * @param why it failed
     */
    record JobFailed(String noun, String id, String why) implements JobRefusal {
        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 409, "job_failed", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return noun + " with id '" + id + "' was not made: " + why;
        }
    }

    /** The owner of a job wants it no more. For logs and metrics: the job itself is cancelled and not failed. */
    record Withdrawn() implements JobRefusal {
        @Override
        public Facts facts() {
            return new Facts(Kind.CALLER_GONE, 499, "job_cancelled", Retry.NEVER, "client_cancelled");
        }

        @Override
        public String message() {
            return "The job was cancelled by its owner. Poe may bill what had been requested by then.";
        }
    }
}
