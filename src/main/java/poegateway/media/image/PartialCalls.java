package poegateway.media.image;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import poegateway.core.ClientRequest;
import poegateway.core.RequestPhase;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;

/**
 * Makes several calls for one request, a few at once, each of which may fail by itself. Once one has failed in a way that awaits
 * all others, no further ones begin.
 */
final class PartialCalls {
    private static final int AT_ONCE_MAX = 4;

    private final ClientRequest request;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicBoolean hopeless = new AtomicBoolean();

    PartialCalls(ClientRequest request) {
        this.request = request;
    }

    /** How one call ended. */
    sealed interface Outcome<T> {
        /** It gave this. */
        record Made<T>(T value) implements Outcome<T> {}

        /** It failed. */
        record Failed<T>(FailureException failure) implements Outcome<T> {}

        /** It was not begun. */
        record Unbegun<T>() implements Outcome<T> {}

        /** It met a bug of ours, or the end of the heap. */
        record Broken<T>(Throwable thrown) implements Outcome<T> {}
    }

    /** Makes so many calls, and waits for all of them; those that were not begun are left out. */
    <T> List<Outcome<T>> make(int count, Supplier<T> call) {
        AtomicReferenceArray<Outcome<T>> outcomes = new AtomicReferenceArray<>(count);
        List<Thread> helpers = new ArrayList<>();
        RequestPhase before = count > 1 ? request.timeline().enter(RequestPhase.AWAITING_PARTS) : RequestPhase.WORKING;
        try {
            for (int i = 1; i < Math.min(count, AT_ONCE_MAX); i++) {
                helpers.add(Thread.startVirtualThread(() -> work(outcomes, call)));
            }
            work(outcomes, call);
        } finally {
            helpers.forEach(PartialCalls::join);
            if (count > 1) {
                request.timeline().enter(before);
            }
        }
        List<Outcome<T>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(outcomes.get(i));
        }
        return all;
    }

    private <T> void work(AtomicReferenceArray<Outcome<T>> outcomes, Supplier<T> call) {
        for (int i = begun.getAndIncrement(); i < outcomes.length(); i = begun.getAndIncrement()) {
            outcomes.set(i, hopeless.get() ? new Outcome.Unbegun<>() : outcome(call));
        }
    }

    private <T> Outcome<T> outcome(Supplier<T> call) {
        try {
            request.cancellation().check();
            return new Outcome.Made<>(call.get());
        } catch (FailureException failed) {
            if (awaitsOthers(failed.failure().kind())) {
                hopeless.set(true);
            }
            return new Outcome.Failed<>(failed);
        } catch (RuntimeException | Error broken) {
            hopeless.set(true);
            return new Outcome.Broken<>(broken);
        }
    }

    private static boolean awaitsOthers(Failure.Kind kind) {
        return switch (kind) {
            case UNAUTHENTICATED,
                    FORBIDDEN,
                    NOT_FOUND,
                    RATE_LIMITED,
                    OUT_OF_POINTS,
                    OVERLOADED,
                    CALLER_GONE,
                    UNSUPPORTED -> true;
            default -> false;
        };
    }

    /** It ends soon when the request is cancelled, and must not be left behind. */
    private static void join(Thread helper) {
        boolean interrupted = false;
        while (true) {
            try {
                helper.join();
                break;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
