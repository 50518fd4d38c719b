package poegateway.relay;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import poegateway.core.RequestPhase;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.upstream.PoeReply;
import poegateway.upstream.PoeRequest;
import poegateway.upstream.Upstream;

/** A Poe whose every reply is given by the test, one for each call, as late as the test likes. */
public final class ListingPoe implements Upstream {
    private final BlockingQueue<CompletableFuture<PoeReply>> calls = new LinkedBlockingQueue<>();
    private final AtomicInteger made = new AtomicInteger();

    @Override
    public PoeReply send(PoeRequest call) {
        CompletableFuture<PoeReply> reply = new CompletableFuture<>();
        call.cancellation()
                .onCancel(() -> reply.completeExceptionally(new FailureException(
                        Objects.requireNonNull(call.cancellation().reason()))));
        call.timeline().enter(RequestPhase.AWAITING_FIRST_EVENT);
        made.incrementAndGet();
        calls.add(reply);
        try {
            return reply.join();
        } catch (CompletionException failed) {
            throw (RuntimeException) failed.getCause();
        }
    }

    /** How many calls came so far. */
    public int made() {
        return made.get();
    }

    /** Waits for a call and answers it with a list of these models. */
    public void lists(String... ids) throws InterruptedException {
        StringBuilder json = new StringBuilder("{\"object\":\"list\",\"data\":[");
        for (int i = 0; i < ids.length; i++) {
            json.append(i == 0 ? "" : ",").append("{\"id\":\"").append(ids[i]).append("\",\"created\":1767225600123}");
        }
        answers(200, json.append("]}").toString());
    }

    /** Waits for a call and answers it. */
    public void answers(int status, String body) throws InterruptedException {
        calls.take().complete(new Said(status, "application/json", body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Waits for a call and lets it fail. */
    public void fails(Failure failure) throws InterruptedException {
        calls.take().completeExceptionally(new FailureException(failure));
    }

    /** Waits for a call and lets it fail by a bug. */
    public void breaks(Throwable bug) throws InterruptedException {
        calls.take().completeExceptionally(bug);
    }

    /** Waits until a call has come, and leaves it without an answer. */
    public void staysSilent() throws InterruptedException {
        calls.take();
    }

    /** A reply that is all there. */
    public static final class Said implements PoeReply {
        private final int status;
        private final String type;
        private final byte[] body;
        private int at;

        public Said(int status, String type, byte[] body) {
            this.status = status;
            this.type = type;
            this.body = body;
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        public Optional<String> header(String name) {
            return name.equals("content-type") ? Optional.of(type) : Optional.empty();
        }

        @Override
        public int read(byte[] buffer, int offset) {
            if (at == body.length) {
                return -1;
            }
            int length = Math.min(body.length - at, buffer.length - offset);
            System.arraycopy(body, at, buffer, offset, length);
            at += length;
            return length;
        }

        @Override
        public void beforeWait(Runnable hook) {}

        @Override
        public void close() {}
    }
}
